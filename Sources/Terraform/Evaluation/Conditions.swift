import Diagnostics
import HCL

/// Conditions of variables, resources, outputs and checks, as far as their values are known.
extension ModuleInstance {
  enum Verdict {
    case holds
    case fails(message: String)
    /// It shows when the artifact runs.
    case open
  }

  /// Evaluates a block with `condition` and `error_message`. A condition that is no condition is reported.
  func verdict(
    of block: ConfigurationBlock, _ kind: ConditionKind, in scope: any Scope
  ) -> Verdict {
    guard let condition = block.body.attribute("condition") else { return .open }
    let place = condition.value.location
    do throws(EvaluationFailure) {
      let value = try condition.value.evaluate(in: scope)
      if value.isNull {
        evaluation.sink.report(
          .conditionResult(
            kind, "The condition must be either true or false, not null.", at: place))
        return .open
      }
      do throws(ConversionError) {
        guard case .bool(let flag) = try convert(value, to: .bool).content else { return .open }
        return flag ? .holds : .fails(message: message(of: block, in: scope))
      } catch {
        evaluation.sink.report(
          .conditionResult(kind, "Invalid condition result value: \(error.message).", at: place))
      }
    } catch {
      evaluation.report(error)
    }
    return .open
  }

  private func message(of block: ConfigurationBlock, in scope: any Scope) -> String {
    guard let text = block.body.attribute("error_message"),
      let value = try? text.value.evaluate(in: scope)
    else { return "The condition is not met." }
    if value.allMarks.contains(.sensitive) {
      return "The error message contains a sensitive value, so it is not shown."
    }
    guard case .string(let sentence) = value.content else { return "The condition is not met." }
    return sentence
  }

  /// Conditions of one instance of a resource; one that is open has been said to be left out.
  func checkConditions(_ instance: ResourceInstance, in scope: InstanceScope) {
    let resource = instance.configuration
    let after = scope.binding(self: instance.value)
    let conditions =
      resource.preconditions.map { ($0, ConditionKind.precondition, scope) }
      + resource.postconditions.map { ($0, ConditionKind.postcondition, after) }
    let isTranslated = instance.type != nil
    for (block, kind, scope) in conditions {
      switch verdict(of: block, kind, in: scope) {
      case .holds: break
      case .fails(let message): reportFailure("Resource \(kind.rawValue)", message, block)
      case .open:
        if isTranslated { evaluation.sink.report(.blockNotKept(kind.rawValue, at: block.location)) }
      }
    }
  }

  func checkConditions(_ output: OutputConfiguration) {
    for block in output.preconditions {
      if case .fails(let message) = verdict(of: block, .precondition, in: self) {
        reportFailure("Module output value precondition", message, block)
      }
    }
  }

  func checkAssertions() {
    for check in configuration.checks {
      // What a data source of a check says is known only to the one who runs it.
      guard check.body.blocks("data").isEmpty else {
        evaluation.sink.report(.blockNotKept("check", at: check.location))
        continue
      }
      for block in check.body.blocks("assert") {
        switch verdict(of: block, .assert, in: self) {
        case .holds: break
        case .fails(let message):
          let place = block.body.attribute("condition")?.value.location ?? block.location
          evaluation.sink.report(.assertionFailed(message, at: place))
        case .open: evaluation.sink.report(.blockNotKept("check", at: check.location))
        }
      }
    }
  }

  private func reportFailure(_ what: String, _ message: String, _ block: ConfigurationBlock) {
    let place = block.body.attribute("condition")?.value.location ?? block.location
    evaluation.sink.report(.conditionFailed(what, message, at: place))
  }
}
