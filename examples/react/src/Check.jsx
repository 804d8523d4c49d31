// Asks what is still open, the most decisive question first, until the level is certain.

import { evaluate, facts } from "dx-kasan";
import { useState } from "react";

const known = (id) => facts().find((fact) => fact.id === id);
const DATE = "2025-10-01";
const usage = [{ month: "2025-07", users: 600, receipts: 1000 }];

export function Check() {
  const [answers, setAnswers] = useState({});
  const [promotion] = evaluate({ type: "medical-clinic", facts: answers, usage }, DATE).addOns;
  // Ratios are asked with a field of their own, which this example leaves out.
  const open = promotion.questions.find((id) => known(id).kind === "boolean");
  const answer = (value) => setAnswers({ ...answers, [open]: value });

  return (
    <main>
      <h1>{promotion.name.ja}</h1>
      {open && (
        <fieldset>
          <legend>{known(open).question.ja}</legend>
          <button onClick={() => answer(true)}>はい</button>
          <button onClick={() => answer(false)}>いいえ</button>
        </fieldset>
      )}
      <output>{promotion.best ? `区分${promotion.best.level}、${promotion.best.fees[0].amount}点` : "区分はまだありません"}</output>
    </main>
  );
}
