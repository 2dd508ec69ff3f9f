const data = JSON.parse(document.getElementById("data").textContent);
const form = document.querySelector("form");
const picks = [form.elements.first, form.elements.second];
const cell = (kind, text, scope) => {
  const made = document.createElement(kind);
  made.textContent = text;
  if (scope) made.scope = scope;
  return made;
};
const show = () => {
  const pair = picks.map(pick => data.areas[pick.value]);
  const head = document.querySelector("thead tr");
  head.replaceChildren(cell("th", "Section", "col"), ...pair.map(area => {
    const made = cell("th", "", "col");
    const link = document.createElement("a");
    link.href = area.page;
    link.textContent = area.name;
    made.append(link);
    return made;
  }));
  const rows = Object.entries(data.headings).filter(([id]) => pair.some(area => id in area.said));
  document.querySelector("tbody").replaceChildren(...rows.map(([id, heading]) => {
    const row = document.createElement("tr");
    row.append(cell("th", heading, "row"), ...pair.map(area => cell("td", area.said[id] || "Not in this report.")));
    return row;
  }));
  document.getElementById("said").textContent = `${pair[0].name} beside ${pair[1].name}: ${rows.length} sections`;
};
picks.forEach((pick, place) => {
  data.areas.forEach((area, at) => pick.add(new Option(area.name, at)));
  pick.value = Math.min(place, data.areas.length - 1);
});
form.hidden = false;
document.querySelector(".wide").hidden = false;
form.addEventListener("input", show);
form.addEventListener("submit", event => event.preventDefault());
show();
