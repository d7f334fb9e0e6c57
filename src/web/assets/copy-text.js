/* global navigator */
// Buttons that copy the text of another element. Without this script, or where copying is not allowed, they stay hidden.
for (const button of document.querySelectorAll('button[data-copy]')) {
  if (!navigator.clipboard) break;
  const label = button.textContent;
  button.hidden = false;
  button.addEventListener('click', async () => {
    await navigator.clipboard.writeText(document.getElementById(button.dataset.copy).textContent);
    button.textContent = 'Copied';
    button.addEventListener('blur', () => (button.textContent = label), { once: true });
  });
}
