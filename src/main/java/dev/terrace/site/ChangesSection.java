package dev.terrace.site;

import dev.terrace.check.ValueOrigin;
import dev.terrace.picture.Picture;
import dev.terrace.report.RowAttribute;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/** Changes in the picture and as a list. */
record ChangesSection(Changes changes, Set<String> anchors) implements Section {
  /** Longer values are cut: a page is no place for a whole policy. */
  private static final int LONGEST = 400;

  @Override
  public String id() {
    return changes.id();
  }

  @Override
  public String title() {
    return changes.heading();
  }

  @Override
  public void write(Html html) {
    changes.about().forEach(each -> html.element("p", each));
    if (changes.changes().isEmpty()) {
      html.element("p", "Nothing.");
      return;
    }
    html.element("p", counts());
    PictureView.write(html, changes.picture(), changes.heading() + " as a picture", anchors);
    PageTable table = new PageTable(changes.heading() + " as a list", heads());
    changes.changes().forEach(change -> rows(table, change));
    table.write(html);
  }

  private String counts() {
    Map<String, Long> counts =
        changes.changes().stream()
            .collect(
                Collectors.groupingBy(
                    each -> sign(each.badge()), LinkedHashMap::new, Collectors.counting()));
    List<String> words = new ArrayList<>();
    counts.forEach((word, count) -> words.add(word + ": " + count));
    return String.join(" · ", words);
  }

  private static String sign(Picture.Badge badge) {
    return badge.mark().sign() + " " + badge.word();
  }

  private String[] heads() {
    List<String> heads = new ArrayList<>(List.of("change", "resource", "attribute"));
    heads.addAll(changes.sides());
    heads.add("notes");
    return heads.toArray(String[]::new);
  }

  /** One row for the resource, and one for each attribute that differs. */
  private void rows(PageTable table, Changes.Change change) {
    String name = change.layer() + "/" + change.path();
    String anchor = Subject.anchor(name);
    table.cells(
        cell -> cell.element("span", sign(change.badge()), "class", "mark"),
        cell -> {
          if (anchors.contains(anchor)) {
            cell.link("#" + anchor, name);
          } else {
            cell.text(name);
          }
        },
        cell -> cell.text(change.type()),
        cell -> cell.text(""),
        cell -> cell.text(""),
        cell -> cell.text(notes(change)));
    for (RowAttribute attribute : change.attributes()) {
      table.row(
          "",
          "",
          attribute.path(),
          shortened(attribute.before()),
          shortened(attribute.after()),
          (attribute.forcesReplacement() ? "forces the replacement " : "")
              + attribute.origin().map(ValueOrigin::describe).orElse(""));
    }
  }

  private static String notes(Changes.Change change) {
    List<String> notes = new ArrayList<>(change.notes());
    change.origin().ifPresent(origin -> notes.add(origin.describe()));
    return String.join("; ", notes);
  }

  private static String shortened(String value) {
    return value.length() <= LONGEST ? value : value.substring(0, LONGEST) + "…";
  }
}
