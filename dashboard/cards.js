// Makes cards of data, and says which of their buttons was pressed. What was crawled becomes text and
// addresses alone, never a part of the page; a card that is as it was stays, with the focus in it.

const make = (tag, look, ...inside) => {
  const made = document.createElement(tag);
  if (look) made.className = look;
  made.append(...inside);
  return made;
};

const button = (label, name, what) => {
  const made = make("button", "", label, make("span", "of", ` ${name}`));
  made.type = "button";
  if (what) made.dataset.what = what;
  return made;
};

const line = (spans) => make("div", "", ...spans.map(([text, look]) => make("span", look, text)));

const source = ([name, address]) => {
  if (!address) return name;
  const link = make("a", "", name);
  return Object.assign(link, { href: address, target: "_blank", rel: "noopener noreferrer" });
};

const parted = (parts, by) => parts.flatMap((part, place) => (place ? [by, part] : [part]));

const footer = ({ by, sources, checked }) => {
  const pages = make("span", "", ...parted(sources.map(source), ", "));
  return make("p", "small", ...parted([by, pages, checked].filter(Boolean), " · "));
};

// Below its button, or above it where there is no room.
const menu = (name, choices) => {
  const opener = button("More", name);
  const list = make("div", "choices", ...choices.map((choice) => button(choice, name, choice)));
  list.popover = "auto";
  opener.popoverTargetElement = list;
  list.onbeforetoggle = () => {
    const { left, top, bottom } = opener.getBoundingClientRect();
    const isLow = bottom > innerHeight * 0.6;
    list.style.left = `${Math.max(8, Math.min(left, innerWidth - 250))}px`;
    list.style.top = isLow ? "auto" : `${bottom}px`;
    list.style.bottom = isLow ? `${innerHeight - top}px` : "auto";
  };
  return [opener, list];
};

const card = (one, actions) => {
  const link = make("a", "", one.name);
  link.href = one.address;
  link.dataset.what = "open";
  const badges = one.badges.map(([word, colour]) => {
    const badge = make("span", "badge", word);
    badge.style.color = `var(--st-${colour}-text-color)`;
    badge.style.backgroundColor = `var(--st-${colour}-background-color)`;
    return badge;
  });
  const parts = [
    make("p", "badges", ...badges),
    make("h3", "", link),
    make("div", "", ...one.lines.map(line)),
  ];
  if (one.excerpt) parts.push(make("p", "small", one.excerpt));
  if (one.why) parts.push(make("p", "why", make("strong", "", "Why:"), ` ${one.why}`));
  const keep = button("", one.name, actions.SAVE);
  const share = button(actions.SHARE, one.name, actions.SHARE);
  const acts = make("div", "acts", keep, share, ...menu(one.name, actions.MORE));
  return make("article", "card", ...parts, footer(one), acts);
};

const renewed = (before, one, actions) => {
  const { saved, ...rest } = one;
  const said = JSON.stringify(rest);
  const now = before?.said === said ? before : Object.assign(card(one, actions), { said });
  now.dataset.event = one.event;
  const keep = now.querySelector(".acts button");
  keep.firstChild.data = saved ? "Saved" : actions.SAVE;
  keep.classList.toggle("saved", saved);
  return now;
};

// Within the visit, as the browser's own *forward* would: a page loaded anew would forget what was said.
const follow = (address) => {
  history.pushState(null, "", address);
  dispatchEvent(new PopStateEvent("popstate"));
};

export default ({ parentElement, data, setTriggerValue }) => {
  const grid = parentElement.querySelector(".cards");
  const before = new Map([...grid.children].map((one) => [one.dataset.event, one]));
  const now = data.cards.map((one) => renewed(before.get(one.event), one, data.actions));
  before.forEach((one) => now.includes(one) || one.remove());
  now.forEach((one, place) => {
    if (grid.children[place] !== one) grid.insertBefore(one, grid.children[place] ?? null);
  });
  grid.onclick = (click) => {
    const pressed = click.target.closest("[data-what]");
    const isElsewhere = click.metaKey || click.ctrlKey || click.shiftKey || click.altKey;
    if (!pressed || (pressed.href && isElsewhere)) return;
    click.preventDefault();
    if (pressed.href) return follow(pressed.href);
    pressed.closest("[popover]")?.hidePopover();
    const { event } = pressed.closest(".card").dataset;
    setTriggerValue("asked", { what: pressed.dataset.what, event });
  };
};
