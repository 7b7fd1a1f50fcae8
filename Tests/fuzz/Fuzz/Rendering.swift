import Diagnostics

/// Renders diagnostics in every form: whatever they point at must be there.
func renderAll(_ diagnostics: [Diagnostic], _ sources: SourceMap) {
  _ = DiagnosticRendererText(sources: sources, isColoured: true, width: 60).render(diagnostics)
  _ = renderJSON(diagnostics, sources: sources)
  let sarif = DiagnosticRendererSARIF(sources: sources, version: "0", directory: "") { _ in nil }
  _ = sarif.render(diagnostics)
}
