package dev.errata.report;

import static java.util.stream.Collectors.joining;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;
import org.commonmark.Extension;
import org.commonmark.ext.gfm.tables.TablesExtension;
import org.commonmark.node.AbstractVisitor;
import org.commonmark.node.Heading;
import org.commonmark.node.HtmlBlock;
import org.commonmark.node.Link;
import org.commonmark.node.Node;
import org.commonmark.parser.Parser;
import org.commonmark.renderer.html.HtmlRenderer;
import org.commonmark.renderer.text.TextContentRenderer;

/** The guide as one page of HTML, in the order in which the README lists its pages. */
final class GuideSite {

    private static final List<Extension> TABLES = List.of(TablesExtension.create());
    private static final Parser MARKDOWN = Parser.builder().extensions(TABLES).build();
    private static final TextContentRenderer TEXT =
            TextContentRenderer.builder().build();

    /** A link of the README to a page of the guide, or to the control API. */
    private static final Pattern PAGE = Pattern.compile("\\[([^]]+)]\\((docs/(?:guide/)?([\\w-]+)\\.md)\\)");

    private final Path root;
    private final String readme;

    /**
     * Reads the guide.
     *
     * @param root the root of the repository
     */
    GuideSite(Path root) {
        this.root = root;
        this.readme = read("README.md");
    }

    /**
     * A page of the guide.
     *
     * @param name what its addresses begin with
     * @param file where it is
     */
    private record GuidePage(String name, String file) {}

    private List<GuidePage> pages() {
        return PAGE.matcher(readme.substring(readme.indexOf("## Guide")))
                .results()
                .map(link -> new GuidePage(link.group(3), link.group(2)))
                .filter(page -> !page.name().equals("scenarios") || page.file().startsWith("docs/guide/"))
                .distinct()
                .toList();
    }

    String html() {
        return """
                <!doctype html>
                <html lang="en">
                <head>
                <meta charset="utf-8">
                <meta name="viewport" content="width=device-width, initial-scale=1">
                <meta name="color-scheme" content="light dark">
                <link rel="icon" href="data:,">
                <title>Errata: the guide</title>
                <style>
                %s</style>
                </head>
                <body>
                <header>
                <h1>Errata</h1>
                <p>The documented errors of HTTP APIs as test fixtures for Java. <a href="catalog.html">All documented errors</a></p>
                </header>
                <nav aria-label="Guide">
                %s</nav>
                <main>
                %s</main>
                </body>
                </html>
                """.formatted(read("report/src/test/resources/guide-site.css"), navigation(), content());
    }

    private String navigation() {
        String list = readme.substring(
                readme.indexOf("- **", readme.indexOf("## Guide")), readme.indexOf("[CONTRIBUTING.md]"));
        return html("", list);
    }

    private String content() {
        return pages().stream()
                .map(page -> "<article>\n" + html(page.name(), read(page.file())) + "</article>\n")
                .collect(joining());
    }

    private String html(String page, String markdown) {
        Node document = MARKDOWN.parse(markdown);
        document.accept(new Adapted(page));
        return HtmlRenderer.builder()
                .extensions(TABLES)
                .attributeProviderFactory(context -> (node, tag, attributes) -> {
                    if (node instanceof Heading heading) {
                        attributes.put("id", id(page, heading));
                    }
                    if (tag.equals("pre")) {
                        // Long lines are scrolled, by keys, too.
                        attributes.put("tabindex", "0");
                    }
                })
                .build()
                .render(document);
    }

    private static String id(String page, Heading heading) {
        return heading.getLevel() == 2 ? page : page + "-" + slug(TEXT.render(heading));
    }

    /** Returns what the fragments of links to a heading are. */
    private static String slug(String heading) {
        return heading.strip()
                .toLowerCase(Locale.ROOT)
                .replaceAll("[^\\w\\s-]", "")
                .replaceAll("\\s", "-");
    }

    /** Makes a page a part of the whole: headings come below the title, and links lead to other parts. */
    private final class Adapted extends AbstractVisitor {

        private final String page;

        Adapted(String page) {
            this.page = page;
        }

        @Override
        public void visit(Heading heading) {
            heading.setLevel(heading.getLevel() + 1);
            visitChildren(heading);
        }

        /** Comments tell tests what a block shows. */
        @Override
        public void visit(HtmlBlock block) {
            block.unlink();
        }

        @Override
        public void visit(Link link) {
            String[] parts = link.getDestination().split("#", 2);
            String file = parts[0].substring(parts[0].lastIndexOf('/') + 1);
            String fragment = parts.length > 1 ? "-" + parts[1] : "";
            if (parts[0].isEmpty()) {
                link.setDestination("#" + page + fragment);
            } else if (parts[0].endsWith("scenarios.md")
                    && !parts[0].endsWith("guide/scenarios.md")
                    && parts[0].contains("/")) {
                link.setDestination("catalog.html");
            } else if (pages().stream().anyMatch(known -> file.equals(known.name() + ".md"))) {
                link.setDestination("#" + file.replace(".md", "") + fragment);
            } else {
                // It is in the repository, and not on this site.
                withoutLink(link);
            }
        }

        private static void withoutLink(Link link) {
            for (Node child = link.getFirstChild(); child != null; child = link.getFirstChild()) {
                link.insertBefore(child);
            }
            link.unlink();
        }
    }

    private String read(String file) {
        try {
            return Files.readString(root.resolve(file)).replace("../coverage.png", "coverage.png");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
