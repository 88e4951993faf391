package dev.autodiff.cli;

import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;

/** Writes a diagram as a picture for browsers: boxes with arrows between them, legible on light and dark pages. */
final class Svg {
    /** Nobody can read a larger picture, and its layout would take long. */
    private static final int MAX_VERTICES = 500;

    private final Diagram diagram;
    private final DiagramLayout layout;
    private final StringBuilder out = new StringBuilder();

    private Svg(Diagram diagram) {
        this.diagram = diagram;
        this.layout = new DiagramLayout(diagram);
    }

    /** @param title what the picture shows, for those who cannot see it */
    static String of(Diagram diagram, String title) {
        int vertices = diagram.vertices().size();
        if (vertices > MAX_VERTICES) {
            throw new UsageException("a picture of " + vertices + " boxes is too large, at most " + MAX_VERTICES
                    + " are drawn: use --format dot, or pick a part by --of or --wrt");
        }
        return new Svg(diagram).draw(title);
    }

    private String draw(String title) {
        String size = number(layout.width()) + " " + number(layout.height());
        String width = number(layout.width());
        String height = number(layout.height());
        out.append("<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"" + width + "\" height=\"" + height
                + "\" viewBox=\"0 0 " + size + "\"");
        out.append(
                " role=\"img\" aria-labelledby=\"title\" font-family=\"monospace\" font-size=\"14\" text-anchor=\"middle\">\n");
        out.append(
                """
                  <title id="title">%s</title>
                  <style>
                    rect { fill: #fff; stroke: #445; } .parameter { fill: #dcebff; } .constant { fill: #eee; } .result { fill: #dff5dc; stroke-width: 2; }
                  </style>
                  <marker id="arrow" viewBox="0 0 8 8" refX="8" refY="4" markerWidth="8" markerHeight="8" orient="auto">
                    <path d="M0 0L8 4L0 8z" fill="#778"/>
                  </marker>
                """
                        .formatted(escaped(title)));
        layout.lines().forEach(this::arrow);
        for (int i = 0; i < diagram.vertices().size(); i++) {
            box(diagram.vertices().get(i), layout.place(i));
        }
        return out.append("</svg>").toString();
    }

    private void arrow(List<DiagramLayout.Corner> line) {
        String path = line.stream()
                .map(corner -> number(corner.x()) + " " + number(corner.y()))
                .collect(Collectors.joining("L", "M", ""));
        out.append("  <path d=\"" + path + "\" fill=\"none\" stroke=\"#778\" marker-end=\"url(#arrow)\"/>\n");
    }

    private void box(Diagram.Vertex vertex, DiagramLayout.Place place) {
        String kind = vertex.kind().name().toLowerCase(Locale.ROOT);
        out.append("  <rect class=\"" + kind + "\" x=\"" + number(place.x()) + "\" y=\"" + number(place.y())
                + "\" width=\"" + number(place.width()) + "\" height=\"" + number(DiagramLayout.HEIGHT)
                + "\" rx=\"7\"/>\n");
        out.append("  <text x=\"" + number(place.x() + place.width() / 2) + "\" y=\""
                + number(place.y() + DiagramLayout.HEIGHT / 2) + "\" dominant-baseline=\"central\">"
                + escaped(vertex.label()) + "</text>\n");
    }

    /** A tenth of a pixel is fine enough. */
    static String number(double coordinate) {
        long tenths = Math.round(10 * coordinate);
        return tenths % 10 == 0 ? Long.toString(tenths / 10) : tenths / 10 + "." + tenths % 10;
    }

    static String escaped(String text) {
        return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;");
    }
}
