"use client";

// A client component: what people enter stays in their browser.

import { evaluate } from "dx-kasan";
import { useState } from "react";

const usage = [{ month: "2025-07", users: 600, receipts: 1000 }];

export function Check({ date, questions }) {
  const [answers, setAnswers] = useState({});
  const [promotion] = evaluate({ type: "medical-clinic", facts: answers, usage }, date).addOns;
  return (
    <>
      {questions.map(({ id, question }) => (
        <label key={id} style={{ display: "block" }}>
          <input type="checkbox" onChange={(event) => setAnswers({ ...answers, [id]: event.target.checked })} />
          {question}
        </label>
      ))}
      <output>{promotion.best ? `区分${promotion.best.level}、${promotion.best.fees[0].amount}点` : "区分はまだありません"}</output>
    </>
  );
}
