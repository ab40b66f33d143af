// Asks the server while the application is still on its way: who is there and, where the address is a list without conditions, its
// first page (a test of the list compares the paths). frontend/src/api/early.rs takes a good answer once; whatever else comes of a
// question, the application asks it anew.
(() => {
  const firstPages = {
    '/': '/api/v1/overview',
    '/clients': '/api/v1/clients?limit=50&count=true',
    '/operations': '/api/v1/operations?limit=50&count=true',
    '/order-payments': '/api/v1/payments?limit=50&count=true',
    '/orders': '/api/v1/orders?limit=50&count=true',
    '/jobs': '/api/v1/jobs?limit=50&count=true',
    '/payments': '/api/v1/bank-deliveries?limit=50&count=true',
    '/products': '/api/v1/products?limit=50&count=true',
    '/services': '/api/v1/services?limit=50&count=true',
    '/stock': '/api/v1/stock-movements?limit=50&count=true',
    '/users': '/api/v1/users?limit=50',
  };
  try {
    if (!localStorage.getItem('saldo.signed_in')) return;
  } catch {
    return;
  }
  const asked = window.saldoAsked = {};
  const ask = (path) => {
    asked[path] = fetch(path, { headers: { accept: 'application/json, application/problem+json' }, signal: AbortSignal.timeout(10000) });
    asked[path].catch(() => {});
  };
  ask('/api/v1/session');
  const first = location.search ? undefined : firstPages[location.pathname];
  if (first) ask(first);
  // An answer that nobody has taken by then is old news.
  setTimeout(() => delete window.saldoAsked, 10000);
})();
