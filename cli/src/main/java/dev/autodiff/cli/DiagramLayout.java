package dev.autodiff.cli;

import java.util.ArrayList;
import java.util.List;
import org.eclipse.elk.alg.layered.LayeredLayoutProvider;
import org.eclipse.elk.alg.layered.options.LayeredMetaDataProvider;
import org.eclipse.elk.core.data.LayoutMetaDataService;
import org.eclipse.elk.core.options.CoreOptions;
import org.eclipse.elk.core.options.Direction;
import org.eclipse.elk.core.options.EdgeRouting;
import org.eclipse.elk.core.options.PortConstraints;
import org.eclipse.elk.core.options.PortSide;
import org.eclipse.elk.core.util.NullElkProgressMonitor;
import org.eclipse.elk.graph.ElkEdge;
import org.eclipse.elk.graph.ElkEdgeSection;
import org.eclipse.elk.graph.ElkNode;
import org.eclipse.elk.graph.ElkPort;
import org.eclipse.elk.graph.util.ElkGraphUtil;

/**
 * Where the boxes and lines of a diagram lie, in layers from top to bottom; the same diagram gives the same picture.
 */
final class DiagramLayout {
    private static final int SEED = 1;

    private final ElkNode root;
    private final List<ElkNode> boxes = new ArrayList<>();

    DiagramLayout(Diagram diagram) {
        LayoutMetaDataService.getInstance().registerLayoutMetaDataProviders(new LayeredMetaDataProvider());
        root = ElkGraphUtil.createGraph();
        root.setProperty(CoreOptions.DIRECTION, Direction.DOWN);
        root.setProperty(
                CoreOptions.EDGE_ROUTING, diagram.isDense() ? EdgeRouting.ORTHOGONAL : EdgeRouting.POLYLINE);
        root.setProperty(CoreOptions.RANDOM_SEED, SEED);
        diagram.vertices().forEach(vertex -> boxes.add(box(vertex)));
        diagram.edges().forEach(this::connect);
        new LayeredLayoutProvider().layout(root, new NullElkProgressMonitor());
    }

    private ElkNode box(Diagram.Vertex vertex) {
        ElkNode box = ElkGraphUtil.createNode(root);
        box.setDimensions(vertex.width(), vertex.height());
        box.setProperty(CoreOptions.PORT_CONSTRAINTS, PortConstraints.FIXED_ORDER);
        port(box, PortSide.SOUTH);
        return box;
    }

    /** Port 0 of a box is its value, the others are its inputs from left to right. */
    private void connect(Diagram.Edge edge) {
        ElkPort value = boxes.get(edge.from()).getPorts().get(0);
        ElkGraphUtil.createSimpleEdge(value, port(boxes.get(edge.to()), PortSide.NORTH));
    }

    private static ElkPort port(ElkNode box, PortSide side) {
        ElkPort port = ElkGraphUtil.createPort(box);
        port.setProperty(CoreOptions.PORT_SIDE, side);
        port.setProperty(CoreOptions.PORT_INDEX, box.getPorts().size());
        return port;
    }

    double width() {
        return root.getWidth();
    }

    double height() {
        return root.getHeight();
    }

    /** The left upper corner and the width of a vertex's box. */
    record Place(double x, double y, double width) {}

    Place place(int vertex) {
        ElkNode box = boxes.get(vertex);
        return new Place(box.getX(), box.getY(), box.getWidth());
    }

    record Corner(double x, double y) {}

    /** The lines of the edges, in their order. */
    List<List<Corner>> lines() {
        return root.getContainedEdges().stream().map(DiagramLayout::line).toList();
    }

    private static List<Corner> line(ElkEdge edge) {
        ElkEdgeSection section = edge.getSections().get(0);
        List<Corner> line = new ArrayList<>();
        line.add(new Corner(section.getStartX(), section.getStartY()));
        section.getBendPoints().forEach(bend -> line.add(new Corner(bend.getX(), bend.getY())));
        line.add(new Corner(section.getEndX(), section.getEndY()));
        return line;
    }
}
