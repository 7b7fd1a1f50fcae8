/// Diagnostics as SARIF 2.1.0, the format that code scanning services take.
package struct DiagnosticRendererSARIF: Sendable {
  /// What is to be said about a code in general.
  package struct RuleText: Sendable {
    package var title: String
    package var help: String

    package init(title: String, help: String) {
      self.title = title
      self.help = help
    }
  }

  private let sources: SourceMap
  private let version: String
  private let directory: String
  private let rule: @Sendable (DiagnosticCode) -> RuleText?

  /// - Parameters:
  ///   - directory: What stands before the paths of the sources so that they are relative to the
  ///     working directory: `infra/`, or nothing.
  ///   - rule: The description of a code, where there is one.
  package init(
    sources: SourceMap, version: String, directory: String = "",
    rule: @escaping @Sendable (DiagnosticCode) -> RuleText?
  ) {
    self.sources = sources
    self.version = version
    self.directory = directory
    self.rule = rule
  }

  package func render(_ diagnostics: [Diagnostic]) -> String {
    let codes = Set(diagnostics.map(\.code.text)).sorted {
      $0.utf8.lexicographicallyPrecedes($1.utf8)
    }
    let numbers = Dictionary(uniqueKeysWithValues: zip(codes, codes.indices))
    return JSONValue.object([
      "$schema": "https://json.schemastore.org/sarif-2.1.0.json",
      "version": "2.1.0",
      "runs": .array([
        .object([
          "tool": .object([
            "driver": .object([
              "name": "portolan",
              "version": .string(version),
              "rules": .array(codes.map(self.description)),
            ])
          ]),
          "columnKind": "unicodeCodePoints",
          "results": .array(diagnostics.map { result($0, rule: numbers[$0.code.text] ?? 0) }),
        ])
      ]),
    ]).document
  }

  private func description(of code: String) -> JSONValue {
    let rule = rule(DiagnosticCode(stringLiteral: code))
    return .object([
      "id": .string(code),
      "shortDescription": message(rule?.title ?? code),
      "help": message(rule?.help ?? code),
    ])
  }

  private func result(_ diagnostic: Diagnostic, rule index: Int) -> JSONValue {
    let text = ([diagnostic.summary + ".", diagnostic.detail] + diagnostic.notes)
      .filter { !$0.isEmpty }.joined(separator: "\n")
    var members: [JSONValue.Member] = [
      .init("ruleId", .string(diagnostic.code.text)),
      .init("ruleIndex", .integer(index)),
      .init("level", .string(level(diagnostic.severity))),
      .init("message", message(text)),
    ]
    if let primary = diagnostic.labels.first {
      members.append(.init("locations", .array([location(primary)])))
    }
    let related = diagnostic.labels.dropFirst()
    if !related.isEmpty {
      members.append(.init("relatedLocations", .array(related.map(location))))
    }
    // Readers of SARIF apply fixes, so those that only illustrate something stay out.
    let fixes = diagnostic.fixes.filter { $0.applicability != .displayOnly }
    if !fixes.isEmpty { members.append(.init("fixes", .array(fixes.map(fix)))) }
    if !diagnostic.variables.isEmpty {
      members.append(
        .init("properties", .object(["variables": .strings(diagnostic.variables)])))
    }
    return .object(members)
  }

  private func location(_ label: Label) -> JSONValue {
    var members: [JSONValue.Member] = [
      .init(
        "physicalLocation",
        .object([
          "artifactLocation": artifact(label.location.file),
          "region": region(label.location),
        ]))
    ]
    if !label.text.isEmpty { members.append(.init("message", message(label.text))) }
    return .object(members)
  }

  private func fix(_ fix: Fix) -> JSONValue {
    .object([
      "description": message(fix.title),
      "artifactChanges": .array([
        .object([
          "artifactLocation": artifact(fix.location.file),
          "replacements": .array([
            .object([
              "deletedRegion": region(fix.location),
              "insertedContent": message(fix.replacement),
            ])
          ]),
        ])
      ]),
    ])
  }

  private func artifact(_ file: FileID) -> JSONValue {
    let path = sources[file].path
    return .object(["uri": .string(uri(path.hasPrefix("/") ? path : directory + path))])
  }

  private func region(_ location: SourceLocation) -> JSONValue {
    let file = sources[location.file]
    let start = file.position(of: location.span.start)
    let end = file.position(of: location.span.end)
    return .object([
      "startLine": .integer(start.line),
      "startColumn": .integer(start.column),
      "endLine": .integer(end.line),
      "endColumn": .integer(end.column),
    ])
  }

  private func message(_ text: String) -> JSONValue { .object(["text": .string(text)]) }

  private func level(_ severity: Severity) -> String {
    severity == .internal ? "error" : severity.rawValue
  }
}

/// A relative path as URI reference: everything but unreserved characters and slashes is escaped.
private func uri(_ path: String) -> String {
  let plain = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-._~/"
  return path.utf8.map { byte in
    if plain.utf8.contains(byte) { return String(UnicodeScalar(byte)) }
    let digits = String(byte, radix: 16, uppercase: true)
    return (digits.utf8.count == 1 ? "%0" : "%") + digits
  }.joined()
}
