/** Selects the text, so that where the clipboard is refused the keyboard's own copy works at once. */
function select(element: HTMLElement): void {
  const range = document.createRange();
  range.selectNodeContents(element);
  getSelection()?.removeAllRanges();
  getSelection()?.addRange(range);
}

async function copy(element: HTMLElement, button: HTMLElement): Promise<void> {
  try {
    await navigator.clipboard.writeText(element.textContent ?? '');
    button.textContent = 'Copied';
  } catch {
    // The clipboard is refused on some pages opened from a file.
    select(element);
    button.textContent = 'Selected: press Ctrl+C';
  }
}

export function offerCopying(): void {
  for (const button of document.querySelectorAll<HTMLElement>('[data-copy]')) {
    const element = document.getElementById(button.dataset.copy ?? '');
    if (!element) continue;
    button.hidden = false;
    button.addEventListener('click', () => void copy(element, button));
  }
}
