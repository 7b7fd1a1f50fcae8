// Template text: between quotes, and in heredocs.

extension Lexer {
  /// Lexes quoted text until the template ends, breaks off, or turns to code.
  mutating func lexQuotedTemplate(from opening: Int) {
    let start = position
    var isEscaped = false
    while position < bytes.count {
      let byte = bytes[position]
      switch byte {
      case UInt8(ascii: "\""):
        emitText(from: start, isEscaped: isEscaped)
        position += 1
        emit(.closeQuote, from: position - 1)
        modes.removeLast()
        return
      case 0x0A, 0x0D:
        emitText(from: start, isEscaped: isEscaped)
        breakOff()
        return
      case UInt8(ascii: "\\"):
        isEscaped = true
        // A line ending or a character of several bytes is left to its own case.
        let escaped = self.byte(position + 1)
        position += isLineEnding(escaped) || escaped >= 0x80 ? 1 : 2
        position = min(position, bytes.count)
      case UInt8(ascii: "$"), UInt8(ascii: "%"):
        if self.byte(position + 1) == UInt8(ascii: "{") {
          emitText(from: start, isEscaped: isEscaped)
          return lexSequenceOpening()
        }
        if skipDollar() { isEscaped = true }
      case 0x80...: skipScalar()
      default: position += 1
      }
    }
    emitText(from: start, isEscaped: isEscaped)
  }

  /// Lexes one line of a heredoc, or what is left of it after an interpolation.
  mutating func lexHeredoc(marker: Range<Int>) {
    let start = position
    if start == 0 || bytes[start - 1] == 0x0A, let line = markerLine(marker) {
      position = line.upperBound
      emit(.closeHeredoc, from: line.lowerBound)
      modes.removeLast()
      return
    }
    lexUnquotedLine()
  }

  /// Lexes text without quotes to the end of its line, or until it turns to code.
  mutating func lexUnquotedLine() {
    let start = position
    var isEscaped = false
    while position < bytes.count {
      let byte = bytes[position]
      switch byte {
      case 0x0A:
        position += 1
        return emitText(from: start, isEscaped: isEscaped)
      case 0x0D:
        position += 1
        if case .heredoc? = modes.last, self.byte(position) != 0x0A {
          note(.unusedCharacter, from: position - 1)
        }
      case UInt8(ascii: "$"), UInt8(ascii: "%"):
        if self.byte(position + 1) == UInt8(ascii: "{") {
          emitText(from: start, isEscaped: isEscaped)
          return lexSequenceOpening()
        }
        if skipDollar() { isEscaped = true }
      case 0x80...: skipScalar()
      default: position += 1
      }
    }
    emitText(from: start, isEscaped: isEscaped)
  }

  /// Rules `heredoc` and `marker`: the first line, `<<EOT` or `<<-EOT` and the end of the line.
  ///
  /// Returns false, having moved nothing, where the line does not begin a heredoc.
  mutating func lexHeredocOpening(from start: Int) -> Bool {
    var markerStart = start + 2
    if byte(markerStart) == UInt8(ascii: "-") { markerStart += 1 }
    var end = markerStart
    while end < bytes.count {
      let byte = bytes[end]
      if isIdentifierByte(byte) {
        let isDigitOrDash = byte == UInt8(ascii: "-") || (0x30...0x39).contains(byte)
        if end == markerStart, isDigitOrDash { return false }
        end += 1
      } else if byte >= 0x80, let scalar = scalar(at: end) {
        let properties = scalar.value.properties
        guard end == markerStart ? properties.isIDStart : properties.isIDContinue else { break }
        end += scalar.length
      } else {
        break
      }
    }
    let lineEnd = byte(end) == 0x0D ? end + 1 : end
    guard end > markerStart, byte(lineEnd) == 0x0A else { return false }
    position = lineEnd + 1
    emit(.openHeredoc, from: start)
    modes.append(.heredoc(marker: markerStart..<end))
    return true
  }

  /// Rule `markerLine`.
  ///
  /// Where the marker stands on the line at `position`, if it is alone on it but for blanks.
  ///
  /// Blanks behind the marker are within the range, a line ending is not.
  private func markerLine(_ marker: Range<Int>) -> Range<Int>? {
    var start = position
    while isBlank(byte(start)) { start += 1 }
    let end = start + marker.count
    guard end < bytes.count, bytes[start..<end].elementsEqual(bytes[marker]) else { return nil }
    var lineEnd = end
    while isBlank(byte(lineEnd)) { lineEnd += 1 }
    guard byte(lineEnd) == 0x0A else { return nil }
    return start..<(bytes[lineEnd - 1] == 0x0D ? lineEnd - 1 : lineEnd)
  }

  /// Passes a `$` or `%` that opens nothing; true if it begins the escape `$${` or `%%{`.
  private mutating func skipDollar() -> Bool {
    let isEscape =
      byte(position + 1) == bytes[position] && byte(position + 2) == UInt8(ascii: "{")
    position += isEscape ? 3 : 1
    return isEscape
  }

  private mutating func skipScalar() {
    if let scalar = scalar(at: position) {
      position += scalar.length
    } else {
      position += 1
      note(.notUTF8, from: position - 1)
    }
  }

  private mutating func emitText(from start: Int, isEscaped: Bool) {
    if position > start { emit(isEscaped ? .escapedText : .text, from: start) }
  }

  private mutating func lexSequenceOpening() {
    let start = position
    position += byte(position + 2) == UInt8(ascii: "~") ? 3 : 2
    emit(bytes[start] == UInt8(ascii: "$") ? .openInterpolation : .openDirective, from: start)
    modes.append(.sequence(start: start, outerBraces: openBraces))
    openBraces = 0
  }

  /// Ends a quoted template at the end of its line, and with it every template and sequence around
  /// it that began on the same line: there the closing brace or quote was forgotten, too.
  ///
  /// The rest of the file is then read as it was meant, not with text and code exchanged.
  private mutating func breakOff() {
    let lineEnd = position
    position += byte(position) == 0x0D && byte(position + 1) == 0x0A ? 2 : 1
    emit(.brokenQuote, from: lineEnd)
    position = lineEnd
    let lineStart = bytes[..<lineEnd].lastIndex(where: isLineEnding).map { $0 + 1 } ?? 0
    modes.removeLast()
    while let mode = modes.last {
      switch mode {
      case .quoted(let start) where start >= lineStart: emit(.brokenQuote, from: lineEnd)
      case .sequence(let start, let outerBraces) where start >= lineStart:
        emit(.closeSequence, from: lineEnd)
        openBraces = outerBraces
      default: return
      }
      modes.removeLast()
    }
  }
}

private func isLineEnding(_ byte: UInt8) -> Bool { byte == 0x0A || byte == 0x0D }

private func isBlank(_ byte: UInt8) -> Bool {
  byte == 0x20 || byte == 0x09 || (0x0B...0x0D).contains(byte)
}
