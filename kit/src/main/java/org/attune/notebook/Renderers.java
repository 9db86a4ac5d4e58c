package org.attune.notebook;

import io.github.spencerpark.jupyter.kernel.BaseKernel;
import io.github.spencerpark.jupyter.kernel.display.DisplayData;
import io.github.spencerpark.jupyter.kernel.display.Renderer;
import io.github.spencerpark.jupyter.kernel.display.mime.MIMEType;
import java.awt.image.BufferedImage;
import java.util.Base64;
import java.util.UUID;
import org.attune.view.ChartImages;
import org.attune.view.Html;
import org.attune.view.HtmlDisplayable;
import org.attune.view.LiveDisplay;
import org.attune.view.TextTable;
import org.knowm.xchart.internal.chartpart.Chart;
import tech.tablesaw.api.Table;

/** Registers renderers for this kit's values, tables and charts, and for running jobs. */
final class Renderers {
  private static final String PNG = "image/png";
  private static final int SCALE = 2;
  private static final int MOST_TEXT = 1_000_000;

  private Renderers() {}

  static void register(Renderer renderer) {
    renderer
        .createRegistration(HtmlDisplayable.class)
        .preferring(MIMEType.TEXT_HTML)
        .register(
            (value, context) -> context.renderIfRequested(MIMEType.TEXT_HTML, () -> value.html()));
    renderer
        .createRegistration(Table.class)
        .preferring(MIMEType.TEXT_HTML)
        .register(
            (table, context) -> {
              context.renderIfRequested(MIMEType.TEXT_HTML, () -> Html.table(table));
              // Tablesaw's own text is as wide as its longest cells.
              context.getOutputContainer().putText(TextTable.text(table));
            });
    renderer
        .createRegistration(Chart.class)
        .preferring(MIMEType.IMAGE_PNG)
        .register(
            (chart, context) ->
                context.renderIfRequested(
                    MIMEType.IMAGE_PNG, (type, data) -> picture((Chart<?, ?>) chart, data)));
  }

  /**
   * Adds a picture with twice as many pixels as points: without its width in points a page would
   * show it too large.
   */
  private static void picture(Chart<?, ?> chart, DisplayData data) {
    BufferedImage image = ChartImages.image(chart);
    data.putData(PNG, Base64.getEncoder().encodeToString(ChartImages.png(image)));
    java.util.Map<String, Integer> size =
        java.util.Map.of("width", image.getWidth() / SCALE, "height", image.getHeight() / SCALE);
    data.putMetaData(PNG, size);
    if (ChartImages.isVector()) {
      data.putHTML(ChartImages.html(chart));
    }
    data.putText(chart.getTitle());
  }

  /** Truncates a value's text: no viewer opens a notebook file with megabytes of it. */
  static void shorten(DisplayData data) {
    if (data.getData(MIMEType.TEXT_PLAIN) instanceof String text && text.length() > MOST_TEXT) {
      data.putText(
          String.format(
              "%s%n… and %,d more characters, which are not shown.",
              text.substring(0, MOST_TEXT), text.length() - MOST_TEXT));
    }
  }

  /** Opens a display below the running cell; the first call shows it, later ones update it. */
  static LiveDisplay.Display display(BaseKernel kernel) {
    String id = UUID.randomUUID().toString();
    boolean[] shown = {false};
    return (html, text) -> {
      DisplayData data = new DisplayData(text);
      data.putHTML(html);
      data.setDisplayId(id);
      if (!kernel.getIO().display.isAttached()) {
        return; // The cell that started this job has ended.
      }
      if (shown[0]) {
        kernel.getIO().display.updateDisplay(data);
      } else {
        shown[0] = true;
        kernel.display(data);
      }
    };
  }
}
