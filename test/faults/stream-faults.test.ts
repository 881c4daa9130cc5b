import { streamFaults } from './stream-faults.ts';
import { testFaults } from './test-faults.ts';

testFaults(streamFaults);
