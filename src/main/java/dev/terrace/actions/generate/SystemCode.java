package dev.terrace.actions.generate;

import dev.terrace.actions.create.FreeBlock;
import dev.terrace.config.Cidr;
import dev.terrace.config.ConfigException;
import dev.terrace.config.Problem;
import dev.terrace.error.UserError;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The files of a new system by their path in the project: package, environment, fixture and test.
 *
 * @param packageName the whole name of its package
 */
record SystemCode(SystemName name, String packageName, SystemTemplate template) {
  /** The first block that a system gets is the one after it. */
  private static final Cidr BEFORE_FIRST = Cidr.parse("10.39.0.0/16");

  private static final Pattern IMPORT = Pattern.compile("(?m)^import [a-z0-9_.]+\\.(\\w+);");

  /** The first environment. */
  static final String ENVIRONMENT = "staging";

  /**
   * @param taken blocks of other networks
   * @throws ConfigException if the name gives a class the name of one that the code uses
   */
  Map<String, String> files(Collection<Cidr> taken) {
    Cidr block =
        FreeBlock.like(BEFORE_FIRST, taken)
            .orElseThrow(() -> UserError.usage("no block of 10.0.0.0/8 is free for a network"));
    CodeTemplate texts =
        new CodeTemplate(
            Map.of(
                "name", name.text(),
                "Class", name.className(),
                "package", packageName,
                "block", block.toString().replaceFirst("\\.0\\.0/16$", "")));
    String folder = packageName.replace('.', '/') + "/";
    Map<String, String> files = new TreeMap<>();
    texts
        .files("new/systems/" + template + "/main")
        .forEach((path, text) -> files.put("src/main/java/" + folder + className(path), text));
    files.put(
        "src/test/java/" + folder + className("SystemTest.java"),
        texts.files("new/systems/test").get("SystemTest.java"));
    String environment =
        texts.files("new/systems/" + template + "/environment").get("staging.yaml");
    String file = name.text() + "/" + ENVIRONMENT + ".yaml";
    files.put("environments/" + file, environment);
    files.put("src/test/resources/fixtures/" + file, environment);
    refuseTakenClasses(files);
    return files;
  }

  private String className(String file) {
    return name.className() + file;
  }

  /** A class cannot import another one of its own name. */
  private void refuseTakenClasses(Map<String, String> files) {
    List<String> taken = new ArrayList<>();
    files.forEach(
        (path, text) -> {
          Matcher imported = IMPORT.matcher(text);
          while (imported.find()) {
            String own = "src/main/java/" + packageName.replace('.', '/') + "/";
            if (files.containsKey(own + imported.group(1) + ".java")) {
              taken.add(imported.group(1));
            }
          }
        });
    if (!taken.isEmpty()) {
      throw new ConfigException(
          List.of(
              new Problem(
                  "system name",
                  "must be another one: Terrace has a class " + taken.get(0) + " already",
                  name.text())));
    }
  }
}
