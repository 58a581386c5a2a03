package dev.errata.pacts.internal;

import au.com.dius.pact.core.model.matchingrules.MatchingRuleCategory;
import au.com.dius.pact.core.model.matchingrules.TypeMatcher;
import java.io.IOException;
import java.io.StringReader;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import javax.xml.XMLConstants;
import javax.xml.parsers.DocumentBuilder;
import javax.xml.parsers.DocumentBuilderFactory;
import javax.xml.parsers.ParserConfigurationException;
import org.w3c.dom.Element;
import org.w3c.dom.NodeList;
import org.xml.sax.InputSource;
import org.xml.sax.SAXException;
import org.xml.sax.helpers.DefaultHandler;

/** What a pact asks of an XML body: the elements of the example and the code, but no other text. */
final class XmlRules {

    private final MatchingRuleCategory rules;
    private final Optional<String> code;

    /**
     * Starts the rules of one body.
     *
     * @param rules takes the rules
     * @param code the text that has to be kept, empty if there is none
     */
    XmlRules(MatchingRuleCategory rules, Optional<String> code) {
        this.rules = rules;
        this.code = code;
    }

    /** Reads a text, empty if it is not XML. */
    static Optional<Element> read(String text) {
        try {
            DocumentBuilderFactory factory = DocumentBuilderFactory.newInstance();
            factory.setFeature(XMLConstants.FEATURE_SECURE_PROCESSING, true);
            factory.setFeature("http://apache.org/xml/features/disallow-doctype-decl", true);
            DocumentBuilder builder = factory.newDocumentBuilder();
            // The default one prints mistakes.
            builder.setErrorHandler(new DefaultHandler());
            return Optional.of(
                    builder.parse(new InputSource(new StringReader(text))).getDocumentElement());
        } catch (SAXException e) {
            return Optional.empty();
        } catch (ParserConfigurationException | IOException e) {
            throw new IllegalStateException("This Java has no XML parser that can be configured securely", e);
        }
    }

    /** Adds the rules for a body like the example. What has no rule is compared as it is. */
    void add(Element root) {
        add("$." + root.getTagName(), root);
    }

    private void add(String path, Element element) {
        List<Element> children = children(element);
        children.forEach(child -> add(path + "." + child.getTagName(), child));
        if (children.isEmpty() && !code.equals(Optional.of(element.getTextContent()))) {
            rules.addRule(path + ".#text", TypeMatcher.INSTANCE);
        }
    }

    private static List<Element> children(Element element) {
        NodeList nodes = element.getChildNodes();
        return IntStream.range(0, nodes.getLength())
                .mapToObj(nodes::item)
                .filter(Element.class::isInstance)
                .map(Element.class::cast)
                .toList();
    }
}
