// The host asks the frame and shows what it answers. Both are of one origin here; put the other's in the place of
// location.origin where they are not.

const frame = document.getElementById("check");
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

addEventListener("message", ({ origin, source, data }) => {
  if (origin !== location.origin || source !== frame.contentWindow) return;
  if (data === "ready") source.postMessage({ facility: clinic, date: "2025-10-01" }, origin);
  else document.getElementById("level").textContent = data.error ?? data.addOns[0].best.level;
});
