package dev.terrace.terraform;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.io.JsonEOFException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;

/**
 * A state file, read as a stream: never more than one resource of it is in memory.
 *
 * @param terraformVersion that wrote it
 * @param resources how many managed instances it holds
 * @param deposed of which of them an earlier object is still to be destroyed
 * @param tainted which of them the next apply replaces
 */
public record StateFile(
    String terraformVersion,
    long serial,
    String lineage,
    int resources,
    List<String> deposed,
    List<String> tainted) {
  private static final ObjectMapper MAPPER = new ObjectMapper();
  private static final int MOST_NAMED = 20;

  /**
   * The step that Terraform 0.14 and newer refuse to go without: "Invalid legacy provider address"
   * (<a href="https://developer.hashicorp.com/terraform/cli/commands/state/replace-provider">state
   * replace-provider</a>).
   */
  public static final String REPLACE_PROVIDER =
      "  0.13: 'terraform init', 'terraform state replace-provider -- -/aws hashicorp/aws'";

  /** A state file that cannot be read; the message says why, and what to do. */
  public static final class FormatException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    FormatException(String message) {
      super(message);
    }
  }

  /**
   * One managed resource.
   *
   * @param address with module and instance key
   * @param body the instance as the state holds it: {@code attributes}, {@code schema_version},
   *     {@code private} …
   */
  public record Instance(String address, String type, ObjectNode body) {
    /** The address without its last instance key: what a {@code removed} block takes. */
    public String resource() {
      return body.has("index_key") ? address.substring(0, lastKey(address)) : address;
    }

    private static int lastKey(String address) {
      return address.endsWith("\"]") ? address.lastIndexOf("[\"") : address.lastIndexOf('[');
    }
  }

  /**
   * @param shownAs names the file in messages
   * @param each takes every managed instance, in the order of the file
   * @throws FormatException when it is no state of version 4, whole and unencrypted
   */
  public static StateFile read(InputStream in, String shownAs, Consumer<Instance> each) {
    Reader reader = new Reader(shownAs, each);
    try (JsonParser parser = MAPPER.createParser(in)) {
      return reader.read(parser);
    } catch (JsonEOFException e) {
      throw new FormatException(
          shownAs + ": the state ends in the middle (truncated?): fetch it again");
    } catch (JsonProcessingException e) {
      throw new FormatException(
          shownAs
              + ": is no Terraform state: it is no JSON"
              + Optional.ofNullable(e.getLocation())
                  .map(at -> " (line " + at.getLineNr() + ")")
                  .orElse(""));
    } catch (IOException e) {
      throw new UncheckedIOException("cannot read " + shownAs, e);
    }
  }

  private static final class Reader {
    private final String shownAs;
    private final Consumer<Instance> each;
    private int version;
    private String terraformVersion = "";
    private long serial;
    private String lineage = "";
    private int resources;
    private boolean shown;
    private boolean settings;
    private boolean legacyProvider;
    private final List<String> flat = new ArrayList<>();
    private final List<String> deposed = new ArrayList<>();
    private final List<String> tainted = new ArrayList<>();

    Reader(String shownAs, Consumer<Instance> each) {
      this.shownAs = shownAs;
      this.each = each;
    }

    StateFile read(JsonParser parser) throws IOException {
      JsonToken first = parser.nextToken();
      if (first == null) {
        throw new FormatException(
            shownAs + ": the state is empty: nothing was ever deployed with it");
      }
      if (first != JsonToken.START_OBJECT) {
        throw new FormatException(shownAs + ": is no Terraform state");
      }
      while (parser.nextToken() == JsonToken.FIELD_NAME) {
        String field = parser.currentName();
        JsonToken value = parser.nextToken();
        switch (field) {
          case "version" -> {
            if (value != JsonToken.VALUE_NUMBER_INT) {
              throw new FormatException(
                  shownAs + ": is no Terraform state: 'version' is no number");
            }
            version = (int) Math.min(Integer.MAX_VALUE, parser.getBigIntegerValue().longValue());
            if (version > 4) { // what follows has a form of its own
              checkVersion();
            }
          }
          case "backend" -> {
            settings = true;
            parser.skipChildren();
          }
          case "format_version" -> {
            shown = true;
            parser.skipChildren();
          }
          case "planned_values", "resource_changes", "values", "provider_schemas" -> {
            if (shown) {
              throw new FormatException(shownAs + ": " + StateFormats.otherOutput(field));
            }
            parser.skipChildren();
          }
          case "terraform_version" -> terraformVersion = parser.getText();
          case "serial" -> serial = parser.getLongValue();
          case "lineage" -> lineage = parser.getText();
          case "encrypted_data", "encryption" ->
              throw new FormatException(
                  shownAs
                      + ": the state is encrypted: pull it with the tool that encrypts it"
                      + " ('tofu state pull'), and give that file");
          case "resources" -> {
            if (value != JsonToken.START_ARRAY) {
              throw new FormatException(
                  shownAs + ": is no Terraform state: 'resources' is no list");
            }
            while (parser.nextToken() != JsonToken.END_ARRAY) {
              resource(MAPPER.readTree(parser));
            }
          }
          default -> parser.skipChildren();
        }
      }
      if (shown) {
        throw new FormatException(shownAs + ": " + StateFormats.otherOutput("values"));
      }
      checkVersion();
      if (!flat.isEmpty()) {
        throw new FormatException(shownAs + ": " + flat());
      }
      if (parser.nextToken() != null) {
        throw new FormatException(
            shownAs + ": has more than one document: give each state in a file of its own");
      }
      return new StateFile(terraformVersion, serial, lineage, resources, deposed, tainted);
    }

    private void checkVersion() {
      if (version > 4) {
        throw new FormatException(shownAs + ": " + StateFormats.newer(version));
      }
      if (settings) {
        throw new FormatException(shownAs + ": " + StateFormats.SETTINGS);
      }
      if (version > 0 && version < 4) {
        throw new FormatException(shownAs + ": " + StateFormats.older(version));
      }
      if (version == 0) {
        throw new FormatException(shownAs + ": is no Terraform state: it has no 'version'");
      }
    }

    /** Terraform 0.12 keeps what 0.11 wrote until it reads the resource again. */
    private String flat() {
      String names =
          String.join("\n  ", flat.subList(0, Math.min(flat.size(), MOST_NAMED)))
              + (flat.size() > MOST_NAMED ? "\n  and " + (flat.size() - MOST_NAMED) + " more" : "");
      return flat.size()
          + " resources have the attributes of Terraform 0.11 (attributes_flat), which cannot be"
          + " adopted: refresh with Terraform 0.12 or later ('terraform refresh', from 0.15.4"
          + " 'terraform apply -refresh-only'), then try again\n  "
          + names
          + (legacyProvider
              ? "\n  The state names its providers as 0.12 did; Terraform 0.14 or later first needs:\n"
                  + REPLACE_PROVIDER
              : "");
    }

    private void resource(JsonNode resource) {
      if (!resource.path("mode").asText().equals("managed")) {
        return;
      }
      String module = resource.path("module").asText("");
      String type = resource.path("type").asText();
      String address =
          (module.isEmpty() ? "" : module + ".") + type + "." + resource.path("name").asText();
      for (JsonNode instance : resource.path("instances")) {
        JsonNode key = instance.path("index_key");
        String name = address + (key.isMissingNode() ? "" : "[" + key + "]");
        if (instance.has("deposed")) {
          deposed.add(name);
          continue;
        }
        if (instance.path("status").asText().equals("tainted")) {
          tainted.add(name);
        }
        if (instance.path("attributes_flat").isObject()) {
          flat.add(name);
          legacyProvider |=
              resource.path("provider").asText().matches("(.+\\.)?provider\\.[^\"\\[]+");
        }
        if (!(instance.path("attributes") instanceof ObjectNode)) {
          continue;
        }
        resources++;
        each.accept(new Instance(name, type, (ObjectNode) instance));
      }
    }
  }
}
