package dev.terrace.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.io.Reader;
import java.io.StringReader;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Enumeration;
import java.util.HashSet;
import java.util.List;
import java.util.Properties;
import java.util.PropertyResourceBundle;
import java.util.ResourceBundle;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import picocli.CommandLine;
import picocli.CommandLine.Model.ArgSpec;

/** The texts of the help and the commands belong together. */
final class HelpBundleTest {
  /** The bundle; it remembers the texts that were read. */
  private static final class Recording extends ResourceBundle {
    private final ResourceBundle texts = HelpBundle.read();
    private final Set<String> read = new HashSet<>();

    @Override
    protected Object handleGetObject(String key) {
      read.add(key);
      return texts.getObject(key);
    }

    @Override
    public Enumeration<String> getKeys() {
      return texts.getKeys();
    }
  }

  @Test
  void every_text_is_shown_in_the_help_of_a_command() {
    Recording bundle = new Recording();
    CommandLine terrace = TerraceCommand.commands().setResourceBundle(bundle);
    all(terrace).forEach(CommandLine::getUsageMessage);

    Set<String> unused = new TreeSet<>(bundle.keySet());
    unused.removeAll(bundle.read);
    assertThat(unused).isEmpty();
  }

  @Test
  void every_command_option_and_parameter_has_a_description() {
    List<String> without = new ArrayList<>();
    for (CommandLine command : all(TerraceCommand.commands()).toList()) {
      String name = command.getCommandSpec().qualifiedName();
      if (command.getCommandSpec().usageMessage().description().length == 0) {
        without.add(name);
      }
      for (ArgSpec each : command.getCommandSpec().args()) {
        if (!each.hidden() && each.description().length == 0) {
          without.add(name + " " + each);
        }
      }
    }
    assertThat(without).isEmpty();
  }

  @Test
  void no_text_is_in_an_annotation() throws IOException {
    ResourceBundle empty = new PropertyResourceBundle(new StringReader(""));
    List<String> texts = new ArrayList<>();
    for (CommandLine command : all(TerraceCommand.commands().setResourceBundle(empty)).toList()) {
      var help = command.getCommandSpec().usageMessage();
      texts.addAll(List.of(help.description()));
      texts.addAll(List.of(help.footer()));
      texts.addAll(help.exitCodeList().values());
      command.getCommandSpec().args().forEach(each -> texts.addAll(List.of(each.description())));
    }
    assertThat(texts).isEmpty();
  }

  @Test
  void the_file_is_utf_8_and_has_each_key_once() throws IOException {
    List<Object> keys = new ArrayList<>();
    Properties properties =
        new Properties() {
          private static final long serialVersionUID = 1;

          @Override
          public synchronized Object put(Object key, Object value) {
            keys.add(key);
            return super.put(key, value);
          }
        };
    try (InputStream in = HelpBundle.class.getResourceAsStream(HelpBundle.RESOURCE)) {
      String text =
          StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(in.readAllBytes())).toString();
      try (Reader reader = new StringReader(text)) {
        properties.load(reader);
      }
    }
    assertThat(keys).doesNotHaveDuplicates().hasSizeGreaterThan(100);
    assertThat(HelpBundle.read().getString("terrace.destroy.usage.description.1"))
        .contains("secrets, keys …)");
  }

  private static Stream<CommandLine> all(CommandLine command) {
    return Stream.concat(
        Stream.of(command),
        command.getSubcommands().values().stream().flatMap(HelpBundleTest::all));
  }
}
