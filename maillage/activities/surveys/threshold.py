"""How few replies are too few to be shown: a group so small that its answers would be somebody's."""

THRESHOLD = 5


def shown_groups(sizes: dict[str, int]) -> set[str]:
    """The groups whose results may be shown, of groups that together are everybody.

    None under the threshold; and what is left aside is never under it either, for the whole minus the groups
    shown would tell it.
    """
    shown = {group for group, size in sizes.items() if size >= THRESHOLD}
    aside = sum(size for group, size in sizes.items() if group not in shown)
    while shown and 0 < aside < THRESHOLD:
        smallest = min(shown, key=lambda group: (sizes[group], group))
        shown.remove(smallest)
        aside += sizes[smallest]
    return shown
