// Runs before the first paint: theme, density and language as this browser remembers them (frontend/src/prefs.rs has the same
// keys). Then loads the application; if that fails, the static card of index.html offers a reload.
(() => {
  const root = document.documentElement;
  const remembered = (key) => {
    try { return localStorage.getItem(key); } catch { return null; }
  };
  const theme = remembered('saldo.theme');
  if (theme === 'light' || theme === 'dark') root.dataset.theme = theme;
  const density = remembered('saldo.density');
  if (density === 'compact' || density === 'comfortable') root.dataset.density = density;
  const spoken = [remembered('saldo.lang'), ...(navigator.languages || [])];
  root.lang = spoken.map((tag) => String(tag).slice(0, 2).toLowerCase()).find((tag) => tag === 'ru' || tag === 'en') || 'ru';

  const broken = () => root.setAttribute('data-broken', '');
  addEventListener('DOMContentLoaded', () => {
    document.getElementById('reload').addEventListener('click', () => location.reload());
    import('{{js}}').then((app) => app.default({ module_or_path: '{{wasm}}' })).catch((error) => {
      console.error(error);
      broken();
    });
  });
})();
