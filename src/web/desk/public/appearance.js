/*
 * Read by the browser before it draws anything, so that nobody sees the wrong colours flash: a file of its own, for the
 * page's security policy allows no script in the page. What it says is kept by app/appearance.ts, under the same names.
 */
{
  const kept = (name) => {
    try {
      return localStorage.getItem(`tonghu.${name}`);
    } catch {
      return null; // storage may be closed in a private window
    }
  };
  const theme = kept("theme");
  const dark = theme === "dark" || (theme !== "light" && matchMedia("(prefers-color-scheme: dark)").matches);
  document.documentElement.dataset.theme = dark ? "dark" : "light";
  document.documentElement.dataset.text = kept("text") ?? "normal";
}
