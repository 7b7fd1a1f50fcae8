package import Diagnostics
import HCL
package import Terraform

/// Expressions evaluated in the scope of a module, as `terraform console` does.
package struct EvaluationSession: Sendable {
  /// The files of the configuration.
  package let sources: SourceMap
  /// What is wrong with the configuration, in source order. With errors there are no answers.
  package let diagnostics: [Diagnostic]
  private let console: Console?

  package init(_ request: Request) {
    self.init(readConfiguration(request, acceptsEmptyRoot: true))
  }

  /// The scope of a configuration that is in memory already.
  package init(inMemory files: ModuleFiles) {
    self.init(FrontEnd.read(files: files, environment: [:], arguments: []))
  }

  private init(_ configuration: ReadConfiguration) {
    let (frontEnd, sources, findings) = configuration
    var sink = findings
    let console = frontEnd.map(Console.init)
    if let console { sink.absorb(console.findings) }
    self.sources = sources
    self.console = sink.hasErrors ? nil : console
    diagnostics = withoutRepeats(sink.sorted)
  }

  package var isBroken: Bool { console == nil }

  /// - Returns: The value of an expression, or why it has none; nil if the configuration is broken.
  package func answer(_ expression: String) -> Answer? {
    console.map {
      let (result, sources) = $0.evaluate(expression)
      return Answer(result: result, sources: sources)
    }
  }

  package struct Answer: Sendable {
    fileprivate let result: Console.Result
    /// The files of the configuration and the expression.
    package let sources: SourceMap

    /// Why there is no value; empty if there is one.
    package var diagnostics: [Diagnostic] {
      if case .failure(let diagnostics) = result { withoutRepeats(diagnostics) } else { [] }
    }

    /// The value for people to read; empty if there is none.
    package var text: String {
      switch result {
      case .value(let value): value.consoleText
      case .type(let type): type.name
      case .failure: ""
      }
    }

    /// The value for a program, as one JSON object on one line.
    ///
    ///     {"value": JSON, "type": TEXT}                      the JSON is that of `jsonencode`
    ///     {"text": TEXT, "type": TEXT}                       a number that JSON does not have
    ///     {"value": JSON, "type": TEXT, "sensitive": true}   whoever asks a program's form sees it
    ///     {"unknown": true, "type": TEXT, "residual": TEXT}  and what it depends on
    ///     {"error": {"summary": TEXT, "detail": TEXT}}
    package var json: String {
      switch result {
      case .value(let value): value.jsonAnswer
      case .type(let type): #"{"value": \#(jsonString(type.name)), "type": "string"}"#
      case .failure(let diagnostics): errorAnswer(diagnostics.first { $0.severity == .error })
      }
    }
  }

  /// The answer to a line of input that holds no expression.
  package static func jsonError(_ summary: String, _ detail: String) -> String {
    #"{"error": {"summary": \#(jsonString(summary)), "detail": \#(jsonString(detail))}}"#
  }

  /// The text that a line of input holds as a JSON string; nil if it holds something else.
  package static func expression(inJSON line: String) -> String? {
    guard let node = try? JSONReader.read(Array(line.utf8)), case .string(let text) = node.content
    else { return nil }
    return text
  }
}

private func errorAnswer(_ diagnostic: Diagnostic?) -> String {
  EvaluationSession.jsonError(
    diagnostic?.summary ?? "No value", diagnostic?.detail ?? "The expression has no value.")
}

extension Value {
  fileprivate var jsonAnswer: String {
    var type = #""type": \#(jsonString(type.name))"#
    if !allMarks.isEmpty { type += #", "sensitive": true"# }
    do throws(JSONEncodingError) {
      return #"{"value": \#(try encodeJSON(self)), \#(type)}"#
    } catch {
      switch error {
      case .infinity: return #"{"text": \#(jsonString(consoleText)), \#(type)}"#
      case .unknown:
        let residual = jsonString(residuals.map(\.text).joined(separator: ", "))
        return #"{"unknown": true, \#(type), "residual": \#(residual)}"#
      }
    }
  }
}
