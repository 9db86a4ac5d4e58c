package org.attune.claims;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.StringReader;
import java.util.List;
import java.util.Map;
import javax.xml.parsers.DocumentBuilderFactory;
import org.attune.claims.Ledger.Entry;
import org.attune.evaluate.Interval;
import org.junit.jupiter.api.Test;
import org.w3c.dom.Element;
import org.xml.sax.InputSource;

class LedgerPageTests {
  private static final Claim CLAIM = Ledger.claims(List.of("O1")).get(0);

  private static LedgerPage page() {
    var measure = new Finding.Measure("CA − FA", new Interval(0.5, 0.25, 0.75, 20, 2));
    Finding finding = new Finding("reward", List.of(measure), List.of());
    return new LedgerPage(List.of(new Entry(CLAIM, finding, 1.5)), Map.of(), "--seeds 2");
  }

  @Test
  void theVerdictStandsNextToItsClaimAndNoWordIsClipped() throws Exception {
    var factory = DocumentBuilderFactory.newInstance();
    var html = new InputSource(new StringReader(page().page().html()));
    var page = factory.newDocumentBuilder().parse(html);
    var cells = page.getElementsByTagName("td");
    List<String> labels = List.of("claim", "verdict", "statement", "the paper", "ours", "minutes");
    for (int i = 0; i < labels.size(); i++) {
      assertEquals(labels.get(i), ((Element) cells.item(i)).getAttribute("data-label"));
    }
    assertEquals(labels.size(), cells.getLength());
    assertEquals("O1", cells.item(0).getTextContent());
    assertEquals(CLAIM.statement(), cells.item(2).getTextContent());
    assertTrue(CLAIM.paper().length() > 80, "a text that a table of numbers would clip");
    assertEquals(CLAIM.paper(), cells.item(3).getTextContent());
  }

  @Test
  void theFileOfTheClaimsKeepsItsColumns() {
    assertEquals(
        List.of("claim", "statement", "the paper", "ours", "verdict", "minutes", "command"),
        page().table().columnNames());
  }
}
