// A server component: the rules' version and the facts to ask about, worked out on the server and sent as text.

import { evaluate, facts, rulesInfo } from "dx-kasan";
import { Check } from "./check";

const DATE = "2025-10-01";

export default function Page() {
  const [promotion] = evaluate({ type: "medical-clinic" }, DATE).addOns;
  // Ratios are asked with a field of their own, which this example leaves out.
  const questions = facts().filter(({ id, kind }) => kind === "boolean" && promotion.questions.includes(id));
  return (
    <main>
      <h1>{promotion.name.ja}</h1>
      <p id="rules">ルール {rulesInfo().version}</p>
      <Check date={DATE} questions={questions.map(({ id, question }) => ({ id, question: question.ja }))} />
    </main>
  );
}
