package dev.terrace.site;

import dev.terrace.check.model.Resource;
import dev.terrace.picture.LayerPictures;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** A closer look at each layer: its constructs, and below each of them its resources. */
record LayersSection(Subject subject) implements Section {
  @Override
  public String id() {
    return "layers";
  }

  @Override
  public String title() {
    return "Layers";
  }

  @Override
  public void write(Html html) {
    html.element(
        "p",
        "What each layer is made of: an arrow leads to what is read. A box leads to the resources of"
            + " its construct, and these to all that is known of them.",
        "class",
        "hint");
    for (String layer : subject.layers()) {
      LayerPictures pictures = new LayerPictures(subject.model(), layer);
      if (!pictures.constructs().isEmpty()) {
        write(html, layer, pictures);
      }
    }
  }

  private void write(Html html, String layer, LayerPictures pictures) {
    Set<String> anchors = new HashSet<>(subject.anchors());
    pictures.constructs().keySet().forEach(each -> anchors.add(Subject.anchor(pictures.id(each))));
    html.open("details", "id", "layer-" + layer).open("summary").text(layer);
    html.element("span", pictures.constructs().size() + " constructs").close("summary");
    PictureView.write(html, pictures.constructsPicture(), "Picture of " + layer, anchors);
    for (Map.Entry<String, List<Resource>> each : pictures.constructs().entrySet()) {
      if (each.getValue().size() > 1) {
        String name = layer + "/" + each.getKey();
        html.open("details", "id", Subject.anchor(pictures.id(each.getKey())));
        html.open("summary").text(name);
        html.element("span", each.getValue().size() + " resources").close("summary");
        PictureView.write(
            html, pictures.resourcesPicture(each.getKey()), "Picture of " + name, anchors);
        html.close("details");
      }
    }
    html.close("details");
  }
}
