const form = document.querySelector("form");
const rows = [...document.querySelectorAll("tbody tr")];
const plain = text => text.normalize("NFD").replace(/\p{M}/gu, "").toLowerCase();
const show = () => {
  const [text, region] = [plain(form.elements.text.value.trim()), form.elements.region.value];
  let found = 0;
  for (const row of rows) {
    row.hidden = !(plain(row.dataset.text).includes(text) && (!region || row.dataset.region === region));
    found += !row.hidden;
  }
  document.getElementById("found").textContent = `${found} of ${rows.length} reports`;
};
form.hidden = false;
form.addEventListener("input", show);
form.addEventListener("submit", event => event.preventDefault());
show();
