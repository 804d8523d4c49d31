// Answers the host's questions. Messages are plain data, so an answer goes back as it is.

const HOST = location.origin;

addEventListener("message", ({ origin, source, data: { facility, date } }) => {
  if (origin !== HOST) return;
  try {
    source.postMessage(dxKasan.evaluate(facility, date), HOST);
  } catch (error) {
    source.postMessage({ error: error.messageJa }, HOST);
  }
});
parent.postMessage("ready", HOST);
