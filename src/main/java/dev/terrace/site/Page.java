package dev.terrace.site;

import dev.terrace.check.Severity;
import dev.terrace.files.Resources;
import dev.terrace.picture.SvgWriter;
import java.math.RoundingMode;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/** One page: it needs no other file and asks no other host. */
public final class Page {
  private static final String POLICY =
      "default-src 'none'; style-src 'unsafe-inline'; script-src 'unsafe-inline'; img-src data:";

  private Page() {}

  /** The page of an environment. */
  public static String of(Subject subject) {
    List<Section> sections = new ArrayList<>();
    Set<String> anchors = subject.anchors();
    subject.changes().forEach(each -> sections.add(new ChangesSection(each, anchors)));
    sections.add(new ArchitectureSection(subject));
    sections.add(new LayersSection(subject));
    sections.add(new NetworkSection(subject.model()));
    subject
        .estimate()
        .ifPresent(estimate -> sections.add(new CostSection(estimate, subject.otherCosts())));
    sections.add(new AlarmSection(subject.model(), subject.picture()));
    sections.add(new AccessSection(subject.model()));
    sections.add(new FindingsSection(subject.checks()));
    sections.add(new BridgeSection(subject.model()));
    sections.add(new ResourcesSection(subject));

    Html html = begin(subject.title());
    html.markup(SvgWriter.shared()).open("header").element("h1", subject.title());
    html.element(
        "p",
        subject.model().region()
            + " · "
            + subject.layers().size()
            + " layers · "
            + subject.model().resources().size()
            + " resources");
    html.open("nav", "aria-label", "Sections").link("index.html", "All environments");
    sections.forEach(section -> html.link("#" + section.id(), section.title()));
    html.close("nav");
    html.open("p", "id", "search", "hidden", "");
    html.element("label", "Search", "for", "words");
    html.open("input", "id", "words", "type", "search", "autocomplete", "off");
    html.open("output", "id", "count", "for", "words").close("output");
    html.close("p").close("header").open("main");
    for (Section section : sections) {
      html.open("section", "id", section.id()).element("h2", section.title());
      section.write(html);
      html.close("section");
    }
    return end(html.close("main").markup(script()));
  }

  /** The list of pages. */
  public static String index(List<Subject> subjects) {
    Html html = begin("Environments");
    html.open("header").element("h1", "Environments").close("header").open("main");
    PageTable table =
        new PageTable(
            "Environments", "environment", "region", "resources", "USD a month", "errors");
    for (Subject each : subjects) {
      table.cells(
          cell -> cell.link(each.file(), each.title()),
          cell -> cell.text(each.model().region()),
          cell -> cell.text(String.valueOf(each.model().resources().size())),
          cell ->
              cell.text(
                  each.estimate()
                      .map(cost -> cost.total().setScale(0, RoundingMode.HALF_UP).toPlainString())
                      .orElse("?")),
          cell -> cell.text(String.valueOf(each.checks().count(Severity.ERROR))));
    }
    table.write(html);
    return end(html.close("main"));
  }

  private static Html begin(String title) {
    Html html = new Html().markup("<!doctype html>\n");
    html.open("html", "lang", "en").open("head").open("meta", "charset", "utf-8");
    html.open("meta", "http-equiv", "Content-Security-Policy", "content", POLICY);
    html.open("meta", "name", "viewport", "content", "width=device-width, initial-scale=1");
    html.element("title", title + " · Terrace");
    html.open("link", "rel", "icon", "href", "data:,");
    html.markup("<style>\n" + Resources.text(Page.class, "page.css") + "</style>\n");
    return html.close("head").open("body");
  }

  private static String script() {
    return "<script>\n" + Resources.text(Page.class, "page.js") + "</script>\n";
  }

  private static String end(Html html) {
    return html.close("body").close("html").toString();
  }
}
