package dev.manabi.postmortem.rendering;

import java.util.Map;
import java.util.Set;
import org.commonmark.node.Image;
import org.commonmark.node.Node;
import org.commonmark.renderer.NodeRenderer;
import org.commonmark.renderer.html.HtmlNodeRendererContext;
import org.commonmark.renderer.html.HtmlWriter;

/** An image, shown as a link with its description: nothing is loaded unless somebody follows it. */
final class ImageAsLink implements NodeRenderer {

    private final HtmlNodeRendererContext context;

    ImageAsLink(HtmlNodeRendererContext context) {
        this.context = context;
    }

    @Override
    public Set<Class<? extends Node>> getNodeTypes() {
        return Set.of(Image.class);
    }

    @Override
    public void render(Node node) {
        Image image = (Image) node;
        String address = context.urlSanitizer().sanitizeLinkUrl(image.getDestination());
        HtmlWriter html = context.getWriter();
        html.tag("a", Map.of("href", context.encodeUrl(address)));
        if (image.getFirstChild() == null) {
            html.text(image.getDestination());
        }
        for (Node child = image.getFirstChild(); child != null; child = child.getNext()) {
            context.render(child);
        }
        html.tag("/a");
    }
}
