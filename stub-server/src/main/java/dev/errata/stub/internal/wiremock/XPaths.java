package dev.errata.stub.internal.wiremock;

import java.util.Collections;
import java.util.Iterator;
import java.util.Map;
import java.util.Objects;
import javax.xml.XMLConstants;
import javax.xml.namespace.NamespaceContext;
import javax.xml.xpath.XPath;
import javax.xml.xpath.XPathExpressionException;
import javax.xml.xpath.XPathFactory;
import org.jspecify.annotations.Nullable;

/** Checks XPaths. WireMock would take one that is none for one that fits no body. */
final class XPaths {

    private XPaths() {}

    /**
     * Returns an XPath that is one.
     *
     * @param expression the XPath
     * @param namespaces the namespaces by their prefixes
     * @throws IllegalArgumentException if it is not an XPath
     */
    static String valid(String expression, Map<String, String> namespaces) {
        XPath path = XPathFactory.newInstance().newXPath();
        if (!namespaces.isEmpty()) {
            path.setNamespaceContext(new Namespaces(namespaces));
        }
        try {
            Objects.requireNonNull(path.compile(expression));
            return expression;
        } catch (XPathExpressionException e) {
            Throwable cause = e.getCause() == null ? e : e.getCause();
            throw new IllegalArgumentException(
                    "\"%s\" is not a valid XPath: %s".formatted(expression, cause.getMessage()), e);
        }
    }

    private record Namespaces(Map<String, String> byPrefix) implements NamespaceContext {

        @Override
        public String getNamespaceURI(String prefix) {
            return byPrefix.getOrDefault(prefix, XMLConstants.NULL_NS_URI);
        }

        @Override
        public @Nullable String getPrefix(String namespace) {
            return null;
        }

        @Override
        public Iterator<String> getPrefixes(String namespace) {
            return Collections.emptyIterator();
        }
    }
}
