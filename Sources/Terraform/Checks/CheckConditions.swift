import Diagnostics
import HCL

/// Where a condition stands, in Terraform's words.
enum ConditionKind: String, Sendable {
  case validation, precondition, postcondition, assert
}

extension ModuleLoader {
  /// A condition that refers to nothing would always have the same result.
  mutating func checkCondition(_ block: ConfigurationBlock, _ kind: ConditionKind) {
    guard let condition = block.body.attribute("condition") else { return }
    let tree = condition.value.file.tree
    if tree.freeVariables(in: condition.value.id).isEmpty {
      sink.report(.conditionWithoutReference(kind, at: condition.value.location))
    }
  }

  mutating func checkValidation(_ block: ConfigurationBlock, of variable: String) {
    checkCondition(block, .validation)
    guard let condition = block.body.attribute("condition") else { return }
    if !refersToVariable(variable, condition.value) {
      sink.report(.validationOfNothing(variable, at: condition.value.location))
    }
  }

  private func refersToVariable(_ name: String, _ expression: ExpressionReference) -> Bool {
    let tree = expression.file.tree
    var work = [expression.id]
    while let id = work.popLast() {
      if case .attribute(let base, let attribute) = tree[id], attribute.text == name,
        case .variable(let root) = tree[base], root.text == "var"
      {
        return true
      }
      work += tree.children(of: id)
    }
    return false
  }

  mutating func checkAssertions(_ block: ConfigurationBlock) {
    let assertions = block.body.blocks("assert")
    if assertions.isEmpty { sink.report(.noAssertions(at: block.location)) }
    for assertion in assertions { checkCondition(assertion, .assert) }
    let data = block.body.blocks("data")
    if data.count > 1 { sink.report(.severalDataBlocks(at: data[1].location, data[0].location)) }
  }
}
