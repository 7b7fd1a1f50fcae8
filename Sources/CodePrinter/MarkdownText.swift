/// Pieces of a Markdown document (CommonMark with GitHub's tables) in which text from elsewhere stays
/// text: it starts no list, link, emphasis, formula or HTML, and ends no table cell.
package enum Markdown {
  /// Plain text within a line.
  package static func text(_ text: String) -> String {
    var out = ""
    let scalars = Array(text.unicodeScalars)
    for (index, scalar) in scalars.enumerated() {
      switch scalar {
      // Within a word it is no emphasis.
      case "_"
      where index > 0 && index + 1 < scalars.count && scalars[index - 1].isWordPart
        && scalars[index + 1].isWordPart:
        out += "_"
      case "&": out += "&amp;"
      case "<": out += "&lt;"
      case ">": out += "&gt;"
      // GitHub makes links of bare addresses and of www., @ and # names.
      case "\\", "`", "*", "_", "[", "]", "|", "~", "$", "@", "#", "!": out += "\\\(scalar)"
      case ":", ".": out += isLinkPart(before: out) ? "\\\(scalar)" : String(scalar)
      case _ where scalar.isInvisible: out += " "
      default: out.unicodeScalars.append(scalar)
      }
    }
    return out
  }

  /// `http:` and `www.` begin a link.
  private static func isLinkPart(before: String) -> Bool {
    ["http", "https", "ftp", "www", "mailto", "xmpp"].contains { before.lowercased().hasSuffix($0) }
  }

  /// As code within a line; as plain text where code could not hold it.
  package static func code(_ text: String) -> String {
    let isHard = text.unicodeScalars.contains {
      "`|<".unicodeScalars.contains($0) || $0.isInvisible
    }
    let isPadded = text.hasPrefix(" ") || text.hasSuffix(" ")
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

  /// A block of code, fenced by more backticks than stand in it.
  package static func fence(_ language: String, _ text: String) -> String {
    var run = 0
    var longest = 2
    for byte in text.utf8 {
      run = byte == UInt8(ascii: "`") ? run + 1 : 0
      longest = max(longest, run)
    }
    let fence = String(repeating: "`", count: longest + 1)
    return "\(fence)\(language)\n\(text)\n\(fence)"
  }
}

extension Unicode.Scalar {
  fileprivate var isWordPart: Bool {
    properties.isAlphabetic || properties.numericType != nil || self == "_"
  }
}
