/** Runs in the page. Texts that their box cuts off: what a merchant or a bank names may be of any length, what we say may not. */
export function cutTexts(): string[] {
  const ours = [
    ...document.querySelectorAll<HTMLElement>('#app .line, #app .button, #app .pill, #app .title, #app .key-hints, #app .hint'),
  ];
  return (
    ours
      .filter(
        (one) =>
          one.offsetWidth > 0 &&
          !one.querySelector('.art,.mark') &&
          !one.closest('.card-tile') &&
          !/order-|field |code-boxes/.test(one.className),
      )
      // Some fonts say that their letters are half as high again as they are; a second line is a line more.
      .filter(
        (one) =>
          one.scrollWidth > one.clientWidth + 1 || one.scrollHeight > one.clientHeight + parseFloat(getComputedStyle(one).fontSize) * 0.4,
      )
      .map((one) => one.className + ': ' + (one.textContent ?? ''))
  );
}
