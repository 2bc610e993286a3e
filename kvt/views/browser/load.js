// Where the app lies, and plotly.js from there.

// The app's own address, whatever prefix it is served below: Streamlit's script lies at <base>/static/js/.
function base() {
  const script = document.querySelector('script[src*="static/js/"]');
  return script ? new URL("../../", script.src) : document.baseURI;
}

const idle = window.requestIdleCallback ?? ((action) => setTimeout(action, 1000));
let loading;

// plotly.js, loaded once a window and only when a chart is there. False where it cannot be had; asked for again later.
function plotly(lab) {
  if (window.Plotly) return true;
  loading ??= new Promise((resolve) => {
    const script = document.createElement("script");
    script.src = new URL(lab.data.plotly, base());
    script.onload = () => resolve(true);
    script.onerror = () => {
      loading = undefined;
      script.remove();
      setTimeout(lab.draw, 5000);
      resolve(false);
    };
    document.head.append(script);
  });
  return loading;
}
