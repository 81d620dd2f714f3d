// Keeps an open page in step with the board. Without this file every page is readable and every form works.
(function () {
  "use strict";
  if (!window.EventSource || !window.fetch || !window.DOMParser) return;

  var MIN_GAP = 2000; // ms between two refreshes: a replay changes the board all the time
  var REFUSED = 20000; // ms until a page without a stream asks again, and as much by chance, so that not all come at once
  var body = document.body;
  var shown = body.dataset.board;
  var wanted = shown;
  var last = 0;
  var busy = false;
  var timer = null;

  function say(what) {
    var live = document.getElementById("live");
    if (!live) return;
    live.hidden = false;
    live.className = "live " + what;
    live.textContent = live.dataset[what];
  }

  function choosing() {
    var active = document.activeElement;
    return Boolean(active && active.closest && active.closest("form"));
  }

  function schedule() {
    if (timer !== null || busy || wanted === shown) return;
    timer = setTimeout(refresh, Math.max(0, last + MIN_GAP - Date.now()));
  }

  function refresh() {
    timer = null;
    if (wanted === shown) return;
    if (document.hidden) return; // caught up when the page is seen again
    if (choosing()) {
      say("pending"); // a menu must not close under the reader's hand
      return;
    }
    busy = true;
    fetch(location.href, { headers: { accept: "text/html" }, cache: "no-store" })
      .then(function (answer) {
        return answer.ok ? answer.text() : Promise.reject(new Error(String(answer.status)));
      })
      .then(function (html) {
        if (choosing()) say("pending"); // the reader has begun to choose meanwhile
        else {
          replace(html);
          say("live");
        }
      })
      .catch(function () { say("lost"); })
      .then(function () {
        busy = false;
        last = Date.now();
        schedule();
      });
  }

  function replace(html) {
    var fresh = new DOMParser().parseFromString(html, "text/html");
    var focused = document.activeElement && document.activeElement.getAttribute("href");
    var scrolled = Array.prototype.map.call(document.querySelectorAll(".wide"), function (box) { return box.scrollLeft; });
    ["main", "state"].forEach(function (id) {
      var was = document.getElementById(id);
      var is = fresh.getElementById(id);
      if (was && is) was.replaceWith(document.adoptNode(is));
    });
    Array.prototype.forEach.call(document.querySelectorAll(".wide"), function (box, index) {
      box.scrollLeft = scrolled[index] || 0;
    });
    if (focused) {
      var again = document.querySelector('main a[href="' + CSS.escape(focused) + '"]');
      if (again) again.focus({ preventScroll: true });
    }
    document.title = fresh.title;
    shown = fresh.body.dataset.board;
  }

  function listen() {
    var source = new EventSource("/events");
    source.addEventListener("board", function (event) {
      wanted = JSON.parse(event.data).board;
      if (!choosing() || wanted === shown) say("live");
      schedule();
    });
    source.addEventListener("error", function () {
      say("lost");
      if (source.readyState !== EventSource.CLOSED) return; // it comes back by itself
      // Refused, because there are too many: the page is looked at anew, and a place asked for, after a while.
      setTimeout(function () {
        wanted = null;
        schedule();
        listen();
      }, REFUSED + Math.random() * REFUSED);
    });
  }

  listen();
  document.addEventListener("focusout", function () { setTimeout(schedule, 0); });
  document.addEventListener("visibilitychange", function () { if (!document.hidden) schedule(); });
})();
