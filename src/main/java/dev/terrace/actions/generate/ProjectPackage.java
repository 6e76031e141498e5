package dev.terrace.actions.generate;

import dev.terrace.error.UserError;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import javax.lang.model.SourceVersion;
import javax.xml.XMLConstants;
import javax.xml.parsers.DocumentBuilderFactory;
import javax.xml.parsers.ParserConfigurationException;
import org.w3c.dom.Element;
import org.w3c.dom.Node;
import org.xml.sax.SAXException;
import org.xml.sax.helpers.DefaultHandler;

/** The package below which the systems of a project are. */
final class ProjectPackage {
  private static final String TERRACE = "dev.terrace";

  private ProjectPackage() {}

  /**
   * Terrace's own systems are below a package of theirs; those of other projects are below the
   * group id of the pom, which a parent can have.
   *
   * @throws UserError if the pom has no group id that is a package
   */
  static String of(Path home) {
    Element project = read(home.resolve("pom.xml"));
    String group =
        child(project, "groupId")
            .or(() -> child(project, "parent").flatMap(parent -> child(parent, "groupId")))
            .map(each -> each.getTextContent().strip())
            .orElse("");
    if (!SourceVersion.isName(group)) {
      throw UserError.usage(
          "pom.xml: the groupId must be the name of a Java package, got '" + group + "'");
    }
    return group.equals(TERRACE) ? TERRACE + ".systems" : group;
  }

  private static Element read(Path pom) {
    try (InputStream in = Files.newInputStream(pom)) {
      DocumentBuilderFactory factory = DocumentBuilderFactory.newInstance();
      factory.setFeature(XMLConstants.FEATURE_SECURE_PROCESSING, true);
      factory.setFeature("http://apache.org/xml/features/disallow-doctype-decl", true);
      var builder = factory.newDocumentBuilder();
      builder.setErrorHandler(new DefaultHandler()); // else it prints
      return builder.parse(in).getDocumentElement();
    } catch (SAXException e) {
      throw UserError.usage("pom.xml is not XML: " + e.getMessage());
    } catch (IOException e) {
      throw UserError.usage("cannot read " + pom + ": a system is written into a Maven project");
    } catch (ParserConfigurationException e) {
      throw new IllegalStateException(e);
    }
  }

  private static Optional<Element> child(Element parent, String name) {
    for (Node each = parent.getFirstChild(); each != null; each = each.getNextSibling()) {
      if (each instanceof Element element && element.getTagName().equals(name)) {
        return Optional.of(element);
      }
    }
    return Optional.empty();
  }
}
