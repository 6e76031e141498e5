package dev.terrace.site;

import dev.terrace.check.model.Model;
import dev.terrace.check.model.Resource;
import java.util.List;

/** What the environment publishes for others. */
record BridgeSection(Model model) implements Section {
  @Override
  public String id() {
    return "bridge";
  }

  @Override
  public String title() {
    return "Bridge";
  }

  @Override
  public void write(Html html) {
    List<Resource> published = published();
    if (published.isEmpty()) {
      html.element("p", "The environment publishes nothing.");
      return;
    }
    PageTable table = new PageTable("Published parameters", "parameter", "type", "value");
    for (Resource parameter : published) {
      boolean secret = parameter.text("type").equals("SecureString");
      table.cells(
          cell ->
              cell.link(
                  "#" + Subject.anchor(parameter), model.expand(parameter, parameter.text("name"))),
          cell -> cell.text(parameter.text("type")),
          cell -> cell.text(secret ? "(secret)" : value(parameter)));
    }
    table.write(html);
  }

  private List<Resource> published() {
    return model.all("aws_ssm_parameter").stream()
        .filter(each -> each.path().startsWith("bridge/"))
        .toList();
  }

  private String value(Resource parameter) {
    String written = parameter.text("value");
    return model.expand(parameter, written.isEmpty() ? parameter.text("insecure_value") : written);
  }
}
