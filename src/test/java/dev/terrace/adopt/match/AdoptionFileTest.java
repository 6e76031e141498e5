package dev.terrace.adopt.match;

import static dev.terrace.adopt.SampleResources.NETWORK;
import static dev.terrace.adopt.SampleResources.desired;
import static dev.terrace.adopt.SampleResources.existing;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.terrace.adopt.match.AdoptionFile.Entry;
import dev.terrace.adopt.match.MatchResult.Candidate;
import dev.terrace.adopt.match.MatchResult.Open;
import dev.terrace.config.ConfigException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class AdoptionFileTest {
  private static final Set<String> ADDRESSES = Set.of("aws_vpc.main", "aws_route.out", "aws_eip.a");

  @TempDir private Path folder;

  private static final AdoptionFile FILE =
      new AdoptionFile(
          NETWORK,
          List.of(
              new Entry(
                  "aws_vpc.main",
                  "vpc/vpc",
                  "state ../legacy",
                  "module.v.aws_vpc.this[0]",
                  Optional.empty(),
                  "agrees in cidr_block",
                  "exact"),
              new Entry(
                  "aws_route.out",
                  "vpc/route",
                  "state ../legacy",
                  "aws_route_table.t route 0.0.0.0/0",
                  Optional.of("rtb-1_0.0.0.0/0"),
                  "",
                  "hand")),
          List.of("aws_eip.a"));

  @Test
  void a_file_is_sorted_and_has_the_confidence() {
    String text =
        AdoptionFileWriter.text(
            FILE,
            Map.of("aws_vpc.main", List.of("tags is x: y")),
            List.of(
                new Open(
                    desired("aws_eip.b", "{}"),
                    true,
                    List.of(
                        new Candidate(existing("aws_eip.x[0]", "{}"), List.of()),
                        new Candidate(existing("aws_eip.x[1]", "{}"), List.of())))));

    assertThat(text)
        .isEqualTo(
            """
            # Which existing resource becomes which resource of coder/production/network.
            # Written by './terrace adopt plan', read by './terrace adopt apply'. You can edit it; mark
            # the entries you change with 'sure: hand', so that the next 'adopt plan' keeps them.
            adopt:
              - address: aws_route.out
                path: vpc/route
                source: state ../legacy
                from: aws_route_table.t route 0.0.0.0/0
                import: rtb-1_0.0.0.0/0
                sure: hand
              - address: aws_vpc.main
                path: vpc/vpc
                source: state ../legacy
                from: "module.v.aws_vpc.this[0]"
                how: agrees in cidr_block
                sure: exact
                differs:
                  - "tags is x: y"
            leave:
              - aws_eip.a
            open:
              - address: aws_eip.b
                path: b
                why: "2 resources agree equally well; choose one with 'sure: hand'"
                candidates:
                  - "aws_eip.x[0]"
                  - "aws_eip.x[1]"
            """);
  }

  @Test
  void what_is_written_is_read_back() {
    AdoptionFileWriter.write(
        AdoptionFile.in(folder, NETWORK), AdoptionFileWriter.text(FILE, Map.of(), List.of()));

    AdoptionFile read = AdoptionFileReader.read(folder, NETWORK, ADDRESSES).orElseThrow();
    assertThat(read.entries()).containsExactlyInAnyOrderElementsOf(FILE.entries());
    assertThat(read.leave()).containsExactly("aws_eip.a");
  }

  @Test
  void a_missing_file_is_empty() {
    assertThat(AdoptionFileReader.read(folder, NETWORK, ADDRESSES)).isEmpty();
  }

  private void refuses(String text, String... problems) throws IOException {
    Path file = AdoptionFile.in(folder, NETWORK);
    Files.createDirectories(file.getParent());
    Files.writeString(file, text);
    assertThatThrownBy(() -> AdoptionFileReader.read(folder, NETWORK, ADDRESSES))
        .isInstanceOf(ConfigException.class)
        .hasMessage(String.join("\n", problems));
  }

  @Test
  void unknown_addresses_and_duplicate_entries_are_all_reported() throws IOException {
    refuses(
        """
        adopt:
          - {address: aws_vpc.gone, source: state old, from: aws_vpc.a}
          - {address: aws_vpc.main, source: state old, from: aws_vpc.b}
          - {address: aws_vpc.main, source: state old, from: aws_vpc.b}
        """,
        "adoptions/coder/production/network.yaml:2 adopt[0].address: is not a resource of"
            + " coder/production/network; './terrace synth coder/production/network' writes all"
            + " resources, got 'aws_vpc.gone'",
        "adoptions/coder/production/network.yaml:4 adopt[2].address: has two entries: keep one, got"
            + " 'aws_vpc.main'",
        "adoptions/coder/production/network.yaml:4 adopt[2].from: is already taken by aws_vpc.main,"
            + " got 'aws_vpc.b (state old)'");
  }

  @Test
  void an_address_to_leave_must_exist_and_cannot_be_adopted() throws IOException {
    refuses(
        """
        adopt:
          - {address: aws_vpc.main, source: state old, from: aws_vpc.a}
        leave:
          - aws_vpc.mian
          - aws_vpc.main
        """,
        "adoptions/coder/production/network.yaml:4 leave[0]: is not a resource of"
            + " coder/production/network; './terrace synth coder/production/network' writes all"
            + " resources, got 'aws_vpc.mian'",
        "adoptions/coder/production/network.yaml:5 leave[1]: also has an entry under 'adopt': keep"
            + " one, got 'aws_vpc.main'");
  }

  @Test
  void entries_of_earlier_plans_are_not_validated_by_the_next() throws IOException {
    Path file = AdoptionFile.in(folder, NETWORK);
    Files.createDirectories(file.getParent());
    Files.writeString(
        file,
        """
        adopt:
          - {address: aws_vpc.renamed, source: state old, from: aws_vpc.a, sure: exact}
          - {address: aws_eip.a, source: state old, from: aws_eip.b, sure: hand}
        """);

    AdoptionFile read = AdoptionFileReader.readManual(folder, NETWORK, ADDRESSES).orElseThrow();

    assertThat(read.entries()).extracting(Entry::address).containsExactly("aws_eip.a");
  }

  @Test
  void missing_and_unknown_keys_are_reported() throws IOException {
    refuses(
        """
        adopt:
          - {address: aws_vpc.main, form: aws_vpc.a}
          - {address: aws_eip.a, source: somewhere, from: x, sure: maybe}
        other: 1
        """,
        "adoptions/coder/production/network.yaml:4 other: is not a known key; known keys: adopt, leave, open, got null"
            .replace(", got null", ""),
        "adoptions/coder/production/network.yaml:2 adopt[0].form: is not a known key; known keys:"
            + " address, path, source, from, import, how, sure",
        "adoptions/coder/production/network.yaml:2 adopt[0].source: is missing",
        "adoptions/coder/production/network.yaml:2 adopt[0].from: is missing",
        "adoptions/coder/production/network.yaml:3 adopt[1].sure: must be exact, identity, implied,"
            + " name tag or hand, got 'maybe'",
        "adoptions/coder/production/network.yaml:3 adopt[1].source: must be 'state PATH',"
            + " 'cloudformation STACK' or 'ids FILE', got 'somewhere'",
        "adoptions/coder/production/network.yaml:3 adopt[1].import: is missing: only a resource in"
            + " a Terraform state needs no import id");
  }

  @Test
  void bad_yaml_is_reported_with_its_line() throws IOException {
    refuses(
        "adopt:\n  - address: [\n",
        "adoptions/coder/production/network.yaml:3: is no valid YAML: expected the node content,"
            + " but found '<stream end>'");
  }
}
