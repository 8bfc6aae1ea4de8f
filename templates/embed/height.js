(function () {
  if (parent === window || !window.ResizeObserver) return;
  var told = 0;
  new ResizeObserver(function () {
    var height = Math.ceil(document.documentElement.getBoundingClientRect().height);
    if (height === told) return;
    told = height;
    parent.postMessage({ type: "shortfall:height", height: height }, "*");
  }).observe(document.documentElement);
})();
