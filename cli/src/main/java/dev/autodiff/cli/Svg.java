package dev.autodiff.cli;

import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/** Writes a diagram as a picture for browsers: boxes with arrows between them, legible on light and dark pages. */
final class Svg {
    /** Nobody can read a larger picture, and its layout would take long. */
    private static final int MAX_VERTICES = 500;

    private static final double LEGEND_HEIGHT = 60;
    private static final double LEGEND_GAP = 24;

    /** Of text of 14 pixels in a line, from its top. */
    private static final double BASELINE = 13.7;

    /** Of text of 11 pixels. */
    private static final double SHAPE_CHARACTER = 6.8;
    private static final double LABEL_HEIGHT = 13;
    private static final double LABEL_SPACE = 4;

    private final Diagram diagram;
    private final DiagramLayout layout;
    private final List<Diagram.Kind> legend;
    private final StringBuilder out = new StringBuilder();
    private final StringBuilder labels = new StringBuilder();

    private Svg(Diagram diagram, boolean hasLegend) {
        this.diagram = diagram;
        this.layout = new DiagramLayout(diagram);
        this.legend = !hasLegend ? List.of() : Arrays.stream(Diagram.Kind.values())
                .filter(kind -> diagram.vertices().stream().anyMatch(vertex -> vertex.kind() == kind))
                .toList();
    }

    /** @param title what the picture shows, for those who cannot see it */
    static String of(Picture picture, String title) {
        int vertices = picture.size();
        if (vertices > MAX_VERTICES) {
            throw new UsageException("a picture of " + vertices + " boxes is too large, at most " + MAX_VERTICES
                    + " are drawn: use --format dot, or pick a part by --of or --wrt");
        }
        return new Svg(picture.diagram(), picture.hasLegend()).draw(title);
    }

    private String draw(String title) {
        double below = legend.isEmpty() ? 0 : LEGEND_HEIGHT;
        String width = number(Math.max(layout.width(), legendWidth()));
        String height = number(layout.height() + below);
        String size = width + " " + height;
        out.append("<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"" + width + "\" height=\"" + height
                + "\" viewBox=\"0 0 " + size + "\"");
        out.append(
                " role=\"img\" aria-labelledby=\"title\" font-family=\"monospace\" font-size=\"14\" text-anchor=\"middle\">\n");
        out.append("  <title id=\"title\">" + escaped(title) + "</title>\n");
        out.append(
                """
                  <style>
                    rect { fill: #fff; stroke: #445; } .parameter { fill: #dcebff; } .constant { fill: #eee; } .result { fill: #dff5dc; stroke-width: 2; }
                    .derivative { fill: #fde8e6; stroke: #a33; } .partial { fill: #fbd0cb; stroke: #a33; stroke-width: 2; } .loop { fill: #fff8e0; stroke-dasharray: 5 3; }
                    .shape { font-size: 11px; fill: #556; } .paper { stroke: none; fill-opacity: 0.85; }
                  </style>
                  <marker id="arrow" viewBox="0 0 8 8" refX="8" refY="4" markerWidth="8" markerHeight="8" orient="auto">
                    <path d="M0 0L8 4L0 8z" fill="#778"/>
                  </marker>
                """);
        // in the middle above a longer legend
        out.append("  <g transform=\"translate(" + number(Math.max(0, (legendWidth() - layout.width()) / 2))
                + ")\">\n");
        Set<Integer> labelled = new HashSet<>();
        for (int i = 0; i < diagram.edges().size(); i++) {
            // the same flows along all lines from a box: it is said once
            Diagram.Edge edge = diagram.edges().get(i);
            arrow(layout.lines().get(i), labelled.add(edge.from()) ? edge.label() : "");
        }
        out.append(labels);
        for (int i = 0; i < diagram.vertices().size(); i++) {
            box(diagram.vertices().get(i), layout.place(i));
        }
        out.append("  </g>\n");
        drawLegend();
        return out.append("</svg>").toString();
    }

    private double legendWidth() {
        return legend.stream().mapToDouble(kind -> new Diagram.Vertex(kind.title(), kind).width() + LEGEND_GAP).sum();
    }

    private void drawLegend() {
        double x = LEGEND_GAP / 2;
        for (Diagram.Kind kind : legend) {
            Diagram.Vertex sample = new Diagram.Vertex(kind.title(), kind);
            box(sample, new DiagramLayout.Place(x, layout.height() + LEGEND_GAP / 2, sample.width(), sample.height()));
            x += sample.width() + LEGEND_GAP;
        }
    }

    /** @param label what flows along the line, or empty */
    private void arrow(List<DiagramLayout.Corner> line, String label) {
        StringBuilder path = new StringBuilder("M" + number(line.get(0).x()) + " " + number(line.get(0).y()));
        for (int i = 1; i < line.size(); i++) {
            path.append(stroke(line.get(i - 1), line.get(i)));
        }
        out.append("  <path d=\"" + path + "\" fill=\"none\" stroke=\"#778\" marker-end=\"url(#arrow)\"/>\n");
        if (!label.isEmpty()) {
            label(line.get(0), label);
        }
    }

    /** Upright, or a curve that is upright at its ends. */
    private static String stroke(DiagramLayout.Corner from, DiagramLayout.Corner to) {
        String x = number(to.x());
        String y = number(to.y());
        if (number(from.x()).equals(x)) {
            return "V" + y;
        }
        String middle = number((from.y() + to.y()) / 2);
        return "C" + number(from.x()) + " " + middle + " " + x + " " + middle + " " + x + " " + y;
    }

    /** Beside where a line begins, and above the lines that pass. */
    private void label(DiagramLayout.Corner begin, String text) {
        double x = begin.x() + LABEL_SPACE;
        double width = SHAPE_CHARACTER * text.length();
        labels.append("  <rect class=\"paper\" x=\"" + number(x) + "\" y=\"" + number(begin.y() + 2) + "\" width=\""
                + number(width) + "\" height=\"" + number(LABEL_HEIGHT) + "\"/>\n");
        labels.append(text(x, begin.y() + 12, " class=\"shape\" text-anchor=\"start\"", text));
    }

    private static String text(double x, double y, String attributes, String text) {
        return "  <text x=\"" + number(x) + "\" y=\"" + number(y) + "\"" + attributes + ">" + escaped(text)
                + "</text>\n";
    }

    private void box(Diagram.Vertex vertex, DiagramLayout.Place place) {
        String kind = vertex.kind().name().toLowerCase(Locale.ROOT);
        out.append("  <rect class=\"" + kind + "\" x=\"" + number(place.x()) + "\" y=\"" + number(place.y())
                + "\" width=\"" + number(place.width()) + "\" height=\"" + number(place.height())
                + "\" rx=\"7\"/>\n");
        // the baseline in numbers: not all renderers know how to centre text upright
        double y = place.y() + 6 + BASELINE;
        boolean isOne = vertex.lines().size() == 1;
        for (String line : vertex.lines()) {
            out.append(text(
                    isOne ? place.x() + place.width() / 2 : place.x() + 11,
                    y,
                    isOne ? "" : " text-anchor=\"start\" xml:space=\"preserve\"",
                    line));
            y += Diagram.Vertex.lineHeight();
        }
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
