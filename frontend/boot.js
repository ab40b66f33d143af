// Runs before the first paint: theme, density and language as this browser remembers them (frontend/src/prefs.rs has the same
// keys). Then loads the application; if that fails, the static card of index.html offers a reload.
(() => {
  const root = document.documentElement;
  // Compiling begins with the first bytes. If this way is barred, the module fetches for itself and says what is wrong.
  const compiled = async () => WebAssembly.compileStreaming(fetch('{{wasm}}'));
  const wasm = compiled().catch(() => '{{wasm}}');
  const app = import('{{js}}');
  const remembered = (key) => {
    try { return localStorage.getItem(key); } catch { return null; }
  };
  const theme = remembered('saldo.theme');
  if (theme === 'light' || theme === 'dark') root.dataset.theme = theme;
  const density = remembered('saldo.density');
  if (density === 'compact' || density === 'comfortable') root.dataset.density = density;
  const spoken = [remembered('saldo.lang'), ...(navigator.languages || [])];
  root.lang = spoken.map((tag) => String(tag).slice(0, 2).toLowerCase()).find((tag) => tag === 'ru' || tag === 'en') || 'ru';

  const broken = (error) => {
    console.error(error);
    root.setAttribute('data-broken', '');
  };
  const shown = new Promise((parsed) => addEventListener('DOMContentLoaded', parsed));
  shown.then(() => document.getElementById('reload').addEventListener('click', () => location.reload()));
  Promise.all([app, wasm, shown]).then(([app, wasm]) => app.default({ module_or_path: wasm })).catch(broken);
})();
