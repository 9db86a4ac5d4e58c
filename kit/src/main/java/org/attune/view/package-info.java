/**
 * HTML, charts, tables and progress bars. It draws what it is given and knows {@code util} only.
 *
 * <p>Start with {@link org.attune.view.Charts} and {@link org.attune.view.HtmlDisplayable}.
 */
package org.attune.view;
