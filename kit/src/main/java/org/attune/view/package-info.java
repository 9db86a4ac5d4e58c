/**
 * HTML, charts, tables and progress bars. This package depends on {@code util} only.
 *
 * <p>Start with {@link org.attune.view.Charts} and {@link org.attune.view.HtmlDisplayable}.
 */
package org.attune.view;
