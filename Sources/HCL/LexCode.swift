// Code: everything outside of template text.

extension Lexer {
  /// Lexes until the mode changes or the file ends.
  mutating func lexCode() {
    let depth = modes.count
    while position < bytes.count, modes.count == depth {
      let start = position
      let byte = bytes[position]
      position += 1
      switch byte {
      case 0x20, 0x09: break
      case 0x61...0x7A, 0x41...0x5A, 0x5F: lexIdentifier(from: start)
      case 0x30...0x39: lexNumber(from: start)
      case 0x0A: emit(.newline, from: start)
      case 0x0D where self.byte(position) == 0x0A:
        position += 1
        emit(.newline, from: start)
      case UInt8(ascii: "#"): skipLineComment()
      case UInt8(ascii: "\""):
        emit(.openQuote, from: start)
        modes.append(.quoted(start: start))
      case UInt8(ascii: "{"):
        openBraces += 1
        emit(.openBrace, from: start)
      case UInt8(ascii: "}"): lexCloseBrace(from: start)
      case 0x80...: lexNonASCII(from: start)
      default: lexPunctuation(byte, from: start)
      }
    }
  }

  /// Rule `identifier`.
  private mutating func lexIdentifier(from start: Int) {
    var end = position
    while end < bytes.count {
      let byte = bytes[end]
      if isIdentifierByte(byte) {
        end += 1
      } else if byte >= 0x80, let scalar = scalar(at: end), scalar.value.properties.isIDContinue {
        end += scalar.length
      } else {
        break
      }
    }
    position = end
    emit(.identifier, from: start)
  }

  private mutating func lexNonASCII(from start: Int) {
    guard let scalar = scalar(at: start) else {
      emit(.unknown, from: start)
      note(.notUTF8, from: start)
      return
    }
    position = start + scalar.length
    if scalar.value.properties.isIDStart {
      lexIdentifier(from: start)
    } else {
      emit(.unknown, from: start)
      let isQuote = scalar.value == "\u{201C}" || scalar.value == "\u{201D}"
      note(isQuote ? .curlyQuote : .unusedCharacter, from: start)
    }
  }

  /// Rules `number` and `digits`. As in HCL the dots and exponents of one number are not counted here, so that
  /// `1.2.3` is one wrong number; a dot at the end is never part of it.
  private mutating func lexNumber(from start: Int) {
    while position < bytes.count {
      switch bytes[position] {
      case 0x30...0x39, UInt8(ascii: "."):
        position += 1
      case UInt8(ascii: "e"), UInt8(ascii: "E"):
        let sign = byte(position + 1)
        let isSigned = sign == UInt8(ascii: "+") || sign == UInt8(ascii: "-")
        let digit = byte(position + (isSigned ? 2 : 1))
        guard digit >= 0x30, digit <= 0x39 else { return finishNumber(from: start) }
        position += isSigned ? 3 : 2
      default:
        return finishNumber(from: start)
      }
    }
    finishNumber(from: start)
  }

  private mutating func finishNumber(from start: Int) {
    while bytes[position - 1] == UInt8(ascii: ".") { position -= 1 }
    emit(.number, from: start)
  }

  private mutating func skipLineComment() {
    var end = position
    while end < bytes.count, bytes[end] != 0x0A { end += 1 }
    position = end
    if position < bytes.count, bytes[position - 1] == 0x0D { position -= 1 }
  }

  private mutating func skipBlockComment(from start: Int) {
    position = start + 2
    while position < bytes.count {
      position += 1
      if bytes[position - 1] == UInt8(ascii: "*"), byte(position) == UInt8(ascii: "/") {
        position += 1
        return
      }
    }
    note(.unclosedComment, from: start)
  }

  private mutating func lexCloseBrace(from start: Int) {
    if openBraces == 0, case .sequence(_, let outerBraces) = modes.last {
      emit(.closeSequence, from: start)
      openBraces = outerBraces
      modes.removeLast()
    } else {
      if openBraces > 0 { openBraces -= 1 }
      emit(.closeBrace, from: start)
    }
  }

  private mutating func lexPunctuation(_ first: UInt8, from start: Int) {
    let second = byte(position)
    switch first {
    case UInt8(ascii: "."):
      if second == first, byte(start + 2) == first {
        position = start + 3
        emit(.ellipsis, from: start)
      } else {
        emit(.dot, from: start)
      }
    case UInt8(ascii: ","): emit(.comma, from: start)
    case UInt8(ascii: "["): emit(.openBracket, from: start)
    case UInt8(ascii: "]"): emit(.closeBracket, from: start)
    case UInt8(ascii: "("): emit(.openParenthesis, from: start)
    case UInt8(ascii: ")"): emit(.closeParenthesis, from: start)
    case UInt8(ascii: "=") where second == UInt8(ascii: ">"): emit(.arrow, twoBytesFrom: start)
    case UInt8(ascii: "="): emit(.assign, or: .equal, ifNextIs: first, from: start)
    case UInt8(ascii: ":"): emit(.colon, or: .doubleColon, ifNextIs: first, from: start)
    case UInt8(ascii: "?"): emit(.question, from: start)
    case UInt8(ascii: "/") where second == first: skipLineComment()
    case UInt8(ascii: "/") where second == UInt8(ascii: "*"): skipBlockComment(from: start)
    case UInt8(ascii: "/"): emit(.slash, from: start)
    case UInt8(ascii: "+"): emit(.plus, from: start)
    case UInt8(ascii: "-"): emit(.minus, from: start)
    case UInt8(ascii: "*"): emit(.star, from: start)
    case UInt8(ascii: "%"): emit(.percent, from: start)
    case UInt8(ascii: "!"): emit(.not, or: .notEqual, ifNextIs: UInt8(ascii: "="), from: start)
    case UInt8(ascii: "<") where second == first && lexHeredocOpening(from: start): break
    case UInt8(ascii: "<"): emit(.less, or: .lessOrEqual, ifNextIs: UInt8(ascii: "="), from: start)
    case UInt8(ascii: ">"):
      emit(.greater, or: .greaterOrEqual, ifNextIs: UInt8(ascii: "="), from: start)
    case UInt8(ascii: "&") where second == first: emit(.and, twoBytesFrom: start)
    case UInt8(ascii: "|") where second == first: emit(.or, twoBytesFrom: start)
    case UInt8(ascii: "~") where second == UInt8(ascii: "}"): lexStrippingClose(from: start)
    default: lexUnknown(first, from: start)
    }
  }

  private mutating func emit(
    _ single: TokenKind, or pair: TokenKind, ifNextIs second: UInt8, from start: Int
  ) {
    if byte(position) == second {
      emit(pair, twoBytesFrom: start)
    } else {
      emit(single, from: start)
    }
  }

  private mutating func emit(_ kind: TokenKind, twoBytesFrom start: Int) {
    position = start + 2
    emit(kind, from: start)
  }

  /// `~}` always closes a sequence; where none is open at this place the parser objects.
  private mutating func lexStrippingClose(from start: Int) {
    position = start + 2
    emit(.closeSequence, from: start)
    if openBraces == 0, case .sequence(_, let outerBraces) = modes.last {
      openBraces = outerBraces
      modes.removeLast()
    } else if openBraces > 0 {
      openBraces -= 1
    }
  }

  private mutating func lexUnknown(_ byte: UInt8, from start: Int) {
    emit(.unknown, from: start)
    switch byte {
    case UInt8(ascii: "&"): note(.bitwiseAnd, from: start)
    case UInt8(ascii: "|"): note(.bitwiseOr, from: start)
    case UInt8(ascii: "^"): note(.bitwiseXor, from: start)
    case UInt8(ascii: "~"): note(.bitwiseNot, from: start)
    case UInt8(ascii: ";"): note(.semicolon, from: start)
    case UInt8(ascii: "'"): note(.apostrophe, from: start)
    case UInt8(ascii: "`"): note(.backtick, from: start)
    default: note(.unusedCharacter, from: start)
    }
  }

  /// The well-formed UTF-8 scalar at an offset.
  func scalar(at offset: Int) -> (value: Unicode.Scalar, length: Int)? {
    var decoder = UTF8()
    var iterator = bytes[offset..<min(offset + 4, bytes.count)].makeIterator()
    guard case .scalarValue(let value) = decoder.decode(&iterator) else { return nil }
    return (value, UTF8.width(value))
  }
}

/// Whether a byte below 0x80 may go on an identifier; from there on scalars decide.
@inline(__always) func isIdentifierByte(_ byte: UInt8) -> Bool {
  switch byte {
  case 0x61...0x7A, 0x41...0x5A, 0x30...0x39, 0x5F, 0x2D: true
  default: false
  }
}
