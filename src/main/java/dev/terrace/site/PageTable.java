package dev.terrace.site;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;

/** A table with a caption, whose rows the page's search finds. */
final class PageTable {
  private final String caption;
  private final List<String> heads;
  private final List<List<Consumer<Html>>> rows = new ArrayList<>();

  PageTable(String caption, String... heads) {
    this.caption = caption;
    this.heads = List.of(heads);
  }

  PageTable row(String... cells) {
    List<Consumer<Html>> row = new ArrayList<>();
    for (String cell : cells) {
      row.add(html -> html.text(cell));
    }
    rows.add(row);
    return this;
  }

  @SafeVarargs
  @SuppressWarnings("varargs") // only read
  final PageTable cells(Consumer<Html>... cells) {
    rows.add(List.of(cells));
    return this;
  }

  boolean isEmpty() {
    return rows.isEmpty();
  }

  void write(Html html) {
    html.open("div", "class", "scroll", "tabindex", "0", "role", "region", "aria-label", caption);
    html.open("table").element("caption", caption).open("thead").open("tr");
    heads.forEach(head -> html.element("th", head, "scope", "col"));
    html.close("tr").close("thead").open("tbody");
    for (List<Consumer<Html>> row : rows) {
      html.open("tr", "class", "found");
      for (Consumer<Html> cell : row) {
        html.open("td");
        cell.accept(html);
        html.close("td");
      }
      html.close("tr");
    }
    html.close("tbody").close("table").close("div");
  }
}
