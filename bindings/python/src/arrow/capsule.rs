//! The `PyCapsule` interface: where tables of other libraries come in, and ours go out.
//!
//! <https://arrow.apache.org/docs/format/CDataInterface/PyCapsuleInterface.html>
#![expect(unsafe_code, reason = "the interface is made of pointers to C structures")]

use std::ffi::CStr;

use arrow_array::ffi::{FFI_ArrowArray, FFI_ArrowSchema, from_ffi, to_ffi};
use arrow_array::ffi_stream::{FFI_ArrowArrayStream, RecordBatchStreamReader};
use arrow_array::{Array as _, RecordBatch, RecordBatchIterator, RecordBatchReader as _, StructArray};
use arrow_schema::{ArrowError, DataType, SchemaRef};
use arrow_select::concat::concat_batches;
use pyo3::intern;
use pyo3::prelude::*;
use pyo3::types::{PyCapsule, PyTuple};

use super::broken;
use crate::failure::{malformed, raised};

const STREAM: &CStr = c"arrow_array_stream";
const SCHEMA: &CStr = c"arrow_schema";
const ARRAY: &CStr = c"arrow_array";

/// Reads a table of any library that speaks Arrow, as one batch.
pub(crate) fn read(table: &Bound<'_, PyAny>) -> PyResult<RecordBatch> {
    let py = table.py();
    if table.hasattr(intern!(py, "__arrow_c_stream__"))? {
        let stream = taken(&table.call_method0(intern!(py, "__arrow_c_stream__"))?, STREAM, |pointer| {
            // SAFETY: a capsule of this name holds such a structure; what is moved out is left empty.
            unsafe { FFI_ArrowArrayStream::from_raw(pointer) }
        })?;
        // The producer may need the interpreter in a thread of its own while it works.
        return py.detach(|| gathered(stream)).map_err(|error| raised(&broken(&error)));
    }
    if table.hasattr(intern!(py, "__arrow_c_array__"))? {
        let pair = table.call_method0(intern!(py, "__arrow_c_array__"))?;
        let (schema, array) = pair.extract::<(Bound<'_, PyAny>, Bound<'_, PyAny>)>()?;
        // SAFETY: capsules of these names hold such structures; what is moved out is left empty.
        let schema = taken(&schema, SCHEMA, |pointer| unsafe { FFI_ArrowSchema::from_raw(pointer) })?;
        let array = taken(&array, ARRAY, |pointer| unsafe { FFI_ArrowArray::from_raw(pointer) })?;
        return one(array, &schema).map_err(|error| raised(&broken(&error)));
    }
    let class = table.get_type().name()?;
    let known = "a table of pyarrow, polars or DuckDB, or a `DataFrame` of pandas 2.2 or later";
    Err(malformed("", &format!("a `{class}` is no Arrow table: pass {known}")))
}

/// Moves a structure out of a capsule.
fn taken<T, F: FnOnce(*mut T) -> T>(object: &Bound<'_, PyAny>, name: &CStr, take: F) -> PyResult<T> {
    let capsule = object.cast::<PyCapsule>().map_err(PyErr::from)?;
    Ok(take(capsule.pointer_checked(Some(name))?.as_ptr().cast()))
}

fn gathered(stream: FFI_ArrowArrayStream) -> Result<RecordBatch, ArrowError> {
    let reader = RecordBatchStreamReader::try_new(stream)?;
    let schema = reader.schema();
    let batches = reader.collect::<Result<Vec<_>, _>>()?;
    concat_batches(&schema, &batches)
}

fn one(array: FFI_ArrowArray, schema: &FFI_ArrowSchema) -> Result<RecordBatch, ArrowError> {
    // SAFETY: the producer promises that the two belong together.
    let data = unsafe { from_ffi(array, schema) }?;
    if !matches!(data.data_type(), DataType::Struct(_)) || data.nulls().is_some_and(|nulls| nulls.null_count() > 0) {
        return Err(ArrowError::InvalidArgumentError("it has no columns, or a row that is null as a whole".to_owned()));
    }
    Ok(RecordBatch::from(StructArray::from(data)))
}

/// A stream of batches, in a capsule.
pub(crate) fn stream<'py>(py: Python<'py>, batch: &RecordBatch) -> PyResult<Bound<'py, PyCapsule>> {
    let batches = RecordBatchIterator::new([Ok(batch.clone())], batch.schema());
    PyCapsule::new_with_value(py, FFI_ArrowArrayStream::new(Box::new(batches)), STREAM)
}

/// The schema, in a capsule.
pub(crate) fn schema<'py>(py: Python<'py>, schema: &SchemaRef) -> PyResult<Bound<'py, PyCapsule>> {
    let schema = FFI_ArrowSchema::try_from(schema.as_ref()).map_err(|error| raised(&broken(&error)))?;
    PyCapsule::new_with_value(py, schema, SCHEMA)
}

/// One batch and its schema, each in a capsule.
pub(crate) fn array<'py>(py: Python<'py>, batch: &RecordBatch) -> PyResult<Bound<'py, PyTuple>> {
    let rows = StructArray::from(batch.clone());
    let (array, _) = to_ffi(&rows.to_data()).map_err(|error| raised(&broken(&error)))?;
    (schema(py, &batch.schema())?, PyCapsule::new_with_value(py, array, ARRAY)?).into_pyobject(py)
}
