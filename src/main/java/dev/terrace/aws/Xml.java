package dev.terrace.aws;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;
import dev.terrace.terraform.Json;
import java.io.IOException;
import java.io.StringReader;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import javax.xml.XMLConstants;
import javax.xml.parsers.DocumentBuilderFactory;
import javax.xml.parsers.ParserConfigurationException;
import org.w3c.dom.Element;
import org.w3c.dom.Node;
import org.xml.sax.InputSource;
import org.xml.sax.SAXException;

/** AWS's XML answers as trees. */
final class Xml {
  /** The names of a list's elements: EC2's, the query protocol's, and Route 53's. */
  private static final Set<String> ENTRIES = Set.of("item", "member", "HostedZone", "VPC", "Tag");

  private Xml() {}

  /** Without the root's own name; an element of a list becomes an entry of an array. */
  static JsonNode parse(String text) {
    try {
      DocumentBuilderFactory factory = DocumentBuilderFactory.newInstance();
      factory.setFeature(XMLConstants.FEATURE_SECURE_PROCESSING, true);
      factory.setFeature("http://apache.org/xml/features/disallow-doctype-decl", true);
      return tree(
          factory
              .newDocumentBuilder()
              .parse(new InputSource(new StringReader(text)))
              .getDocumentElement());
    } catch (ParserConfigurationException | SAXException | IOException e) {
      throw new IllegalStateException("AWS answered with something that is not XML", e);
    }
  }

  private static JsonNode tree(Element element) {
    List<Element> children = new ArrayList<>();
    for (Node each = element.getFirstChild(); each != null; each = each.getNextSibling()) {
      if (each instanceof Element child) {
        children.add(child);
      }
    }
    if (children.isEmpty()) {
      return TextNode.valueOf(element.getTextContent().strip());
    }
    if (children.stream().allMatch(child -> ENTRIES.contains(child.getTagName()))
        && !element.getTagName().endsWith("Response")) {
      ArrayNode list = Json.object().putArray("list");
      children.forEach(child -> list.add(tree(child)));
      return list;
    }
    ObjectNode object = Json.object();
    children.forEach(child -> object.set(child.getTagName(), tree(child)));
    return object;
  }
}
