// Notices that the site was renewed, or that what was saved last has errors. Hidden tabs do not listen: browsers allow
// few connections to one server.
(() => {
  const { state, from } = document.currentScript.dataset;
  if (window.top !== window) return;
  let stream;
  const look = ({ data }) => {
    if (data === state) return;
    const [, problems] = data.split(' ');
    stream.close();
    if (from !== undefined) problems === '-' ? location.replace(from) : location.reload();
    else if (problems !== '-' && problems !== state.split(' ')[1]) location.assign(`/__shortfall/errors?from=${encodeURIComponent(location.pathname)}`);
    else location.reload();
  };
  const listen = () => {
    stream?.close();
    if (document.hidden) return;
    stream = new EventSource('/__shortfall/live');
    stream.onmessage = look;
  };
  document.addEventListener('visibilitychange', listen);
  window.addEventListener('pageshow', listen);
  window.addEventListener('pagehide', () => stream?.close());
})();
