/// Pieces of a Markdown document (CommonMark with GitHub's tables) in which text from elsewhere stays
/// text: it starts no list, link, emphasis, formula or HTML, and ends no table cell.
package enum Markdown {
  /// What means nothing in plain text, wherever it stands.
  private static let plain = ByteSet.printable.subtracting(ByteSet("&<>\\`*_[]|~$@#!:."))

  /// Plain text within a line.
  package static func text(_ text: String) -> String {
    if text.consists(of: plain) { return text }
    var out: [UInt8] = []
    let scalars = Array(text.unicodeScalars)
    for (index, scalar) in scalars.enumerated() {
      switch scalar {
      // Within a word it is no emphasis.
      case "_"
      where index > 0 && index + 1 < scalars.count && scalars[index - 1].isWordPart
        && scalars[index + 1].isWordPart:
        out.append(UInt8(ascii: "_"))
      case "&": out += "&amp;".utf8
      case "<": out += "&lt;".utf8
      case ">": out += "&gt;".utf8
      // GitHub makes links of bare addresses and of www., @ and # names.
      case "\\", "`", "*", "_", "[", "]", "|", "~", "$", "@", "#", "!": out += "\\\(scalar)".utf8
      case ":", ".":
        if isLinkPart(before: out) { out.append(UInt8(ascii: "\\")) }
        out += UTF8.encode(scalar) ?? UTF8.encodedReplacementCharacter
      case _ where scalar.isInvisible: out.append(UInt8(ascii: " "))
      default: out += UTF8.encode(scalar) ?? UTF8.encodedReplacementCharacter
      }
    }
    return String(decoding: out, as: UTF8.self)
  }

  /// `http:` and `www.` begin a link.
  private static func isLinkPart(before: [UInt8]) -> Bool {
    ["http", "https", "ftp", "www", "mailto", "xmpp"].contains { word in
      before.suffix(word.utf8.count).elementsEqual(word.utf8) { $0 | 0x20 == $1 }
    }
  }

  /// What may stand in code; blanks only within it.
  private static let codeCharacters = ByteSet.printable.subtracting(ByteSet("`|<"))

  /// As code within a line; as plain text where code could not hold it.
  package static func code(_ text: String) -> String {
    let isHard =
      !text.consists(of: codeCharacters)
      && text.unicodeScalars.contains { "`|<".unicodeScalars.contains($0) || $0.isInvisible }
    let isPadded = text.utf8.first == UInt8(ascii: " ") || text.utf8.last == UInt8(ascii: " ")
    return text.isEmpty || isHard || isPadded ? self.text(text) : "`\(text)`"
  }

  /// - Parameter rows: cells that are Markdown already.
  package static func table(_ titles: [String], _ rows: [[String]]) -> String {
    let lines = [titles, titles.map { _ in "---" }] + rows
    return lines.map(row).joined(separator: "\n")
  }

  /// A line of a table.
  package static func row(_ cells: [String]) -> String {
    "| " + cells.joined(separator: " | ") + " |"
  }

  /// A block of code.
  package static func fence(_ language: String, _ text: String) -> String {
    let fence = fence(around: text)
    return "\(fence)\(language)\n\(text)\n\(fence)"
  }

  private static let withoutBackticks = ByteSet(0x00...0x7F).subtracting(ByteSet("`"))

  /// More backticks than stand in the text.
  package static func fence(around text: String) -> String {
    if text.consists(of: withoutBackticks) { return "```" }
    var run = 0
    var longest = 2
    for byte in text.utf8 {
      run = byte == UInt8(ascii: "`") ? run + 1 : 0
      longest = max(longest, run)
    }
    return String(repeating: "`", count: longest + 1)
  }
}

extension Unicode.Scalar {
  fileprivate var isWordPart: Bool {
    isASCII
      ? wordBytes.contains(UInt8(truncatingIfNeeded: value))
      : properties.isAlphabetic || properties.numericType != nil
  }
}

private let wordBytes = ByteSet.alphanumerics.union(ByteSet("_"))
