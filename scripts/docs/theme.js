// Chooses the colours: those of the system until the reader decides, and from then on what was decided.
const root = document.documentElement;
const kept = localStorage.getItem('theme');
if (kept === 'light' || kept === 'dark') root.dataset.theme = kept;

document.addEventListener('DOMContentLoaded', () => {
  const button = document.getElementById('theme');
  const isDark = () =>
    (root.dataset.theme ?? (matchMedia('(prefers-color-scheme: dark)').matches ? 'dark' : 'light')) === 'dark';
  const name = () => {
    button.textContent = isDark() ? 'Light' : 'Dark';
    button.setAttribute('aria-label', isDark() ? 'Light colours' : 'Dark colours');
  };
  button.hidden = false;
  name();
  button.addEventListener('click', () => {
    root.dataset.theme = isDark() ? 'light' : 'dark';
    localStorage.setItem('theme', root.dataset.theme);
    name();
  });
  // On a small screen the list of pages would stand before every page.
  if (matchMedia('(max-width: 800px)').matches) document.querySelector('.pages details').open = false;
});
