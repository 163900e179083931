// Runs at CloudFront (viewer request): a folder's page is its index.html, and a page without the slash moves to it.
function handler(event) {
  const request = event.request;
  const name = request.uri.slice(request.uri.lastIndexOf('/') + 1);
  if (name === '') {
    request.uri += 'index.html';
    return request;
  }
  if (name.includes('.')) return request;
  // One leading slash only: '//elsewhere.example' would leave the site.
  const path = request.uri.replace(/^[\\/]+/, '');
  const location = path === '' ? '/' : '/' + path + '/';
  return { statusCode: 308, statusDescription: 'Permanent Redirect', headers: { location: { value: location } } };
}
