/// One word of a shell command: text, which is data and means nothing to the shell, and expansions.
///
/// For example: the pieces `web-`, `$REGION` print as `"web-$REGION"`.
package struct ShellWord: Hashable, Sendable, ExpressibleByStringLiteral {
  package enum Piece: Hashable, Sendable {
    case text(String)
    /// A variable by its name.
    case variable(String)
    /// An expansion of a variable, in braces: `${names// /, }`.
    case expansion(String)
    /// What a command prints: `json "$name"`.
    case output(ofCommand: String)
  }

  package private(set) var pieces: [Piece] = []

  package init(_ pieces: [Piece]) {
    for piece in pieces { append(piece) }
  }

  package init(_ text: String) { self.init([.text(text)]) }

  package init(stringLiteral text: String) { self.init(text) }

  package static func variable(_ name: String) -> ShellWord { ShellWord([.variable(name)]) }

  package static func + (left: ShellWord, right: ShellWord) -> ShellWord {
    var sum = left
    sum += right
    return sum
  }

  package static func += (left: inout ShellWord, right: ShellWord) {
    for piece in right.pieces { left.append(piece) }
  }

  package static func join(_ words: [ShellWord], _ separator: String) -> ShellWord {
    guard var joined = words.first else { return "" }
    for word in words.dropFirst() {
      joined.append(.text(separator))
      joined += word
    }
    return joined
  }

  /// The text, where there is no expansion in it.
  package var knownText: String? {
    switch pieces.first {
    case nil: ""
    case .text(let text)? where pieces.count == 1: text
    default: nil
    }
  }

  /// The word as it stands in a script: bare where it may be, else quoted.
  package var quoted: String {
    guard let text = knownText else { return quotedExpansions }
    if text.isPlainShellWord { return text }
    return text.needsANSIQuotes ? text.ansiQuoted : text.inSimpleQuotes
  }

  private var quotedExpansions: String {
    let mixed = pieces.contains { piece in
      if case .text(let text) = piece { text.needsANSIQuotes } else { false }
    }
    if mixed {
      return pieces.map { piece in
        if case .text(let text) = piece {
          ShellWord(text).quoted
        } else {
          "\"\(expansion(piece))\""
        }
      }.joined()
    }
    var out = "\""
    for (index, piece) in pieces.enumerated() {
      if case .text(let text) = piece {
        out += text.escapedInDoubleQuotes
      } else {
        let next = index + 1 < pieces.count ? pieces[index + 1] : nil
        out += expansion(piece, before: next)
      }
    }
    return out + "\""
  }

  private func expansion(_ piece: Piece, before next: Piece? = nil) -> String {
    switch piece {
    case .text(let text): return text
    case .output(let command): return "$(\(command))"
    case .expansion(let text): return text
    case .variable(let name):
      if case .text(let text)? = next, text.utf8.first.map(continuesShellName.contains) == true {
        return "${\(name)}"
      }
      return "$\(name)"
    }
  }

  private mutating func append(_ piece: Piece) {
    guard case .text(let text) = piece else { return pieces.append(piece) }
    if text.isEmpty { return }
    guard case .text(var before)? = pieces.last else { return pieces.append(piece) }
    // Taken out, so that it grows where it is.
    pieces.removeLast()
    before += text
    pieces.append(.text(before))
  }
}

private let plainInShell = ByteSet.alphanumerics.union(ByteSet("_@%+=:,./-"))
private let plainInDoubleQuotes = ByteSet.printable.subtracting(ByteSet("\\\"$`!"))
private let plainInSimpleQuotes = ByteSet.printable.subtracting(ByteSet("!"))
private let continuesShellName = ByteSet.alphanumerics.union(ByteSet("_["))

extension String {
  /// No quotes are needed around it anywhere in a command.
  package var isPlainShellWord: Bool { !isEmpty && consists(of: plainInShell) }

  /// Control characters and those that change how a terminal shows the text are spelled out; so is
  /// an exclamation mark where only `$'…'` keeps an interactive shell from expanding it.
  fileprivate var needsANSIQuotes: Bool {
    if consists(of: plainInSimpleQuotes) { return false }
    let hasBang = utf8.contains(UInt8(ascii: "!"))
    let needsDouble = utf8.contains { "'$`".utf8.contains($0) }
    return (hasBang && needsDouble) || unicodeScalars.contains { $0.isInvisible }
  }

  fileprivate var inSimpleQuotes: String {
    if consists(of: plainInDoubleQuotes) { return "\"\(self)\"" }
    let bytes = utf8
    func has(_ characters: String) -> Bool { bytes.contains { characters.utf8.contains($0) } }
    // Single quotes around an expansion read like a mistake (and shellcheck says so).
    return has("\"\\!") && !has("'$`") ? "'\(self)'" : "\"\(escapedInDoubleQuotes)\""
  }

  /// For use between double quotes.
  package var escapedInDoubleQuotes: String {
    if consists(of: plainInDoubleQuotes) { return self }
    var out = ""
    for scalar in unicodeScalars {
      if "\\\"$`".unicodeScalars.contains(scalar) { out += "\\" }
      out.unicodeScalars.append(scalar)
    }
    return out
  }

  /// `$'…'`, with every invisible character as its bytes.
  fileprivate var ansiQuoted: String {
    var out = "$'"
    for scalar in unicodeScalars {
      switch scalar {
      case "\n": out += "\\n"
      case "\t": out += "\\t"
      case "\r": out += "\\r"
      case "'": out += "\\'"
      case "\\": out += "\\\\"
      case "!": out += "\\x21"
      case _ where scalar.isInvisible:
        for byte in String(scalar).utf8 {
          out += (byte < 16 ? "\\x0" : "\\x") + String(byte, radix: 16)
        }
      default: out.unicodeScalars.append(scalar)
      }
    }
    return out + "'"
  }
}

extension Unicode.Scalar {
  /// It prints nothing, or changes how its neighbours are shown.
  package var isInvisible: Bool {
    if isASCII { return value < 0x20 || value == 0x7F }
    return switch properties.generalCategory {
    case .control, .format, .lineSeparator, .paragraphSeparator: true
    default: false
    }
  }
}
