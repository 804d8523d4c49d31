// Shows the levels that a clinic can claim. What is left out of its facts is unknown, and never taken for yes or no.

const clinic = {
  type: "medical-clinic",
  facts: {
    "online-claims": true,
    "online-eligibility": true,
    "records-access": true,
    "in-house-notice": true,
    "own-website": false,
    consultation: true,
    "e-prescription": true,
  },
  usage: [{ month: "2025-07", users: 600, receipts: 1000 }],
};

const rows = document.getElementById("levels");
for (const { id, name, verdict, best, levels, questions } of dxKasan.evaluate(clinic, "2025-10-01").addOns) {
  if (verdict === "not-in-force") continue;
  const row = rows.insertRow();
  row.dataset.addOn = id;
  row.insertCell().textContent = name.ja;
  const level = levels.find(({ id }) => id === best?.level);
  row.insertCell().textContent = level?.name.ja ?? (questions.length > 0 ? `あと${questions.length}問で決まります` : "該当しません");
  row.insertCell().textContent = best?.fees[0].amount ?? "";
}
